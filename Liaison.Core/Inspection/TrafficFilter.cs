using System.Text;

namespace Liaison.Inspection;

/// <summary>Selects messages. A filter that is null matches every message.</summary>
internal sealed class TrafficFilter
{
    private readonly byte[] _needle = [];

    /// <summary>A part of the text, the command or the id. The case of ASCII letters is ignored.</summary>
    public string? Text
    {
        get;
        init
        {
            field = value;
            _needle = Encoding.UTF8.GetBytes(value ?? "");
        }
    }

    public int? Connection { get; init; }

    /// <summary>A part of the name of the command or topic. Case is ignored.</summary>
    public string? Command { get; init; }

    public string? Kind { get; init; }

    /// <summary><c>in</c> for messages of peers, <c>out</c> for messages of the host.</summary>
    public string? Direction { get; init; }

    public bool Takes(TrafficRecord record) =>
        (Connection is null || Connection == record.Connection)
        && (Kind is null || Kind == record.Kind)
        && (Direction is null || Direction == "in" == record.IsIncoming)
        && (Command is null || Contains(record.Command, Command))
        && (_needle.Length == 0 || Contains(record.Text) || Contains(record.Command, Text!) || Contains(record.Id, Text!));

    private static bool Contains(string? text, string part) => text?.Contains(part, StringComparison.OrdinalIgnoreCase) == true;

    private bool Contains(ReadOnlySpan<byte> text)
    {
        for (var start = 0; start + _needle.Length <= text.Length; start++)
        {
            if (Ascii.EqualsIgnoreCase(text.Slice(start, _needle.Length), _needle) || text.Slice(start, _needle.Length).SequenceEqual(_needle))
            {
                return true;
            }
        }

        return false;
    }
}
