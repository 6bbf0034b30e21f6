using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Reads the member <c>command</c> of a request: the command's name and its arguments.</summary>
internal sealed class LiaisonCommandReader
{
    private readonly ArgumentScanner _arguments = new();
    private string? _argsProblem;
    private string? _kwargsProblem;

    /// <summary>Whether the message has the member.</summary>
    public bool IsGiven { get; private set; }

    /// <summary>The command's name. If <see cref="Problem"/> says that there is none, this is the name of an earlier request.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The error in the member; null if it is valid.</summary>
    public string? Problem { get; private set; }

    /// <summary>The attachments of the message.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Attachments
    {
        set => _arguments.Attachments = value;
    }

    /// <summary>The streams of the connection.</summary>
    public StreamSource? Streams
    {
        set => _arguments.Streams = value;
    }

    /// <summary>Clears the state for the next message.</summary>
    public void Reset()
    {
        IsGiven = false;
        Problem = _argsProblem = _kwargsProblem = null;
        _arguments.Reset();
        _arguments.Attachments = null;
    }

    /// <summary>Returns the arguments.</summary>
    /// <param name="references">Where references are replaced.</param>
    /// <param name="spare">An object that is no longer in use, to fill with the arguments.</param>
    public CommandArguments ToArguments(ReferenceScope references, CommandArguments spare) => _arguments.ToArguments(references, spare);

    /// <summary>Reads the member's value. The reader is at the start of the value, and afterwards at its end.</summary>
    public void Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> message)
    {
        IsGiven = true;
        Problem = _argsProblem = _kwargsProblem = null;
        _arguments.Reset();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            Problem = "\"command\" is an object: {\"command\": \"ping\", \"args\": [], \"kwargs\": {}}.";
            reader.Skip();
            return;
        }

        var named = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("command"u8))
            {
                reader.Read();
                named = ReadName(ref reader);
            }
            else if (reader.ValueTextEquals("args"u8))
            {
                reader.Read();
                ReadPositional(ref reader, message);
            }
            else if (reader.ValueTextEquals("kwargs"u8))
            {
                reader.Read();
                ReadNamed(ref reader, message);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        Problem = named ? _argsProblem ?? _kwargsProblem : "\"command\" needs a member \"command\" that is the command's name, a string.";
    }

    private bool ReadName(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return false;
        }

        // Front ends send the same few commands again and again. The last name is kept, to avoid allocating it again.
        if (!reader.ValueTextEquals(Name))
        {
            Name = reader.GetString()!;
        }

        return true;
    }

    private void ReadPositional(ref Utf8JsonReader reader, ReadOnlyMemory<byte> message)
    {
        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.Null)
        {
            _argsProblem = null;
            _arguments.ReadPositional(ref reader, message);
            return;
        }

        _argsProblem = "\"args\" is an array of the positional arguments.";
        reader.Skip();
    }

    private void ReadNamed(ref Utf8JsonReader reader, ReadOnlyMemory<byte> message)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.Null)
        {
            _kwargsProblem = null;
            _arguments.ReadNamed(ref reader, message);
            return;
        }

        _kwargsProblem = "\"kwargs\" is an object of the arguments by name.";
        reader.Skip();
    }
}
