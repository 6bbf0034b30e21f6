using System.Text;

namespace Liaison.Benchmarks.Scale;

/// <summary>A message in which a number of six digits can be changed, so that thousands of them need no memory of their own.</summary>
internal sealed class NumberedRequest
{
    /// <summary>What stands in the message where the number goes.</summary>
    public const string Placeholder = "######";

    private readonly byte[] _message;
    private readonly int _position;

    public NumberedRequest(string command, params string[] args)
    {
        _message = Encoding.UTF8.GetBytes($$"""{"command": {"command": "{{command}}", "args": [{{string.Join(", ", args)}}]}, "echo": "id", "id": 17}""");
        _position = _message.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Placeholder));
    }

    /// <summary>The message with the number in it, if it has a place for one; valid until the next one is made.</summary>
    public ReadOnlyMemory<byte> With(int number)
    {
        for (var digit = Placeholder.Length - 1; digit >= 0 && _position >= 0; digit--)
        {
            _message[_position + digit] = (byte)('0' + (number % 10));
            number /= 10;
        }

        return _message;
    }
}
