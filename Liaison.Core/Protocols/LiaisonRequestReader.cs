using System.Text.Json;
using System.Text.Unicode;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// Reads one request in one pass: checks that the message is JSON, and finds the command's name, the arguments and the id in it.
/// Whatever is wrong becomes the request's problem, so that it is answered in its turn.
/// </summary>
internal sealed class LiaisonRequestReader(int maxDepth)
{
    private static readonly byte[] EmptyEcho = "{}"u8.ToArray();

    private readonly ArgumentScanner _arguments = new();
    private ReadOnlyMemory<byte> _message;
    private ReadOnlyMemory<byte> _id;
    private string _command = "";
    private string? _problem;
    private string? _argsProblem;
    private string? _kwargsProblem;
    private bool _hasCommand;
    private bool _echoIdOnly;
    private ReferenceScope _references;

    public Request Read(Frame frame)
    {
        Reset(frame.Bytes);
        if (frame.Truncated)
        {
            return TooLarge();
        }

        if (!Utf8.IsValid(_message.Span))
        {
            return Unreadable("The message is not UTF-8. Send JSON as UTF-8 text.");
        }

        if (_message.Span.StartsWith("\uFEFF"u8))
        {
            return Unreadable("The message begins with a byte order mark. Send UTF-8 without one.");
        }

        try
        {
            return ReadObject();
        }
        catch (JsonException failure)
        {
            return Unreadable($"The message is not one JSON value of at most {maxDepth} levels: {failure.Message}");
        }
        catch (InvalidOperationException)
        {
            // An escape such as \ud800 alone is JSON, but no text.
            return Unreadable("A name in the message has half of a surrogate pair. Send whole characters.");
        }
        finally
        {
            _message = _id = default;
            _arguments.Reset();
        }
    }

    private void Reset(ReadOnlyMemory<byte> message)
    {
        _message = message;
        _id = default;
        _problem = _argsProblem = _kwargsProblem = null;
        _hasCommand = _echoIdOnly = false;
        _references = ReferenceScope.All;
        _arguments.Reset();
    }

    private Request ReadObject()
    {
        var reader = new Utf8JsonReader(_message.Span, new JsonReaderOptions { MaxDepth = maxDepth });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            reader.Read();
            return Unreadable("A message is a JSON object: {\"command\": {\"command\": \"ping\"}, \"id\": 1}.");
        }

        var start = (int)reader.TokenStartIndex;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadMember(ref reader);
        }

        var end = (int)reader.BytesConsumed;

        // Reads past the object, so that what follows it is an error and not dropped.
        reader.Read();
        return Understood(_message[start..end]);
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("command"u8))
        {
            reader.Read();
            ReadCommand(ref reader);
        }
        else if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            _id = _message[start..(int)reader.BytesConsumed];
        }
        else if (reader.ValueTextEquals("echo"u8))
        {
            reader.Read();
            _echoIdOnly = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("id"u8);
            reader.Skip();
        }
        else if (reader.ValueTextEquals("references"u8))
        {
            reader.Read();
            var top = reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("top"u8);
            _references = top ? ReferenceScope.Top : ReferenceScope.All;
            reader.Skip();
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private void ReadCommand(ref Utf8JsonReader reader)
    {
        _hasCommand = true;
        _problem = _argsProblem = _kwargsProblem = null;
        _arguments.Reset();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            _problem = "\"command\" is an object: {\"command\": \"ping\", \"args\": [], \"kwargs\": {}}.";
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
                ReadPositional(ref reader);
            }
            else if (reader.ValueTextEquals("kwargs"u8))
            {
                reader.Read();
                ReadNamed(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        _problem = named ? _argsProblem ?? _kwargsProblem : "\"command\" needs a member \"command\" that is the command's name, a string.";
    }

    private bool ReadName(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return false;
        }

        // Front ends send the same few commands over and over: the last name is kept, so that it is not made again.
        if (!reader.ValueTextEquals(_command))
        {
            _command = reader.GetString()!;
        }

        return true;
    }

    private void ReadPositional(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.Null)
        {
            _argsProblem = null;
            _arguments.ReadPositional(ref reader, _message);
            return;
        }

        _argsProblem = "\"args\" is an array of the positional arguments.";
        reader.Skip();
    }

    private void ReadNamed(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.Null)
        {
            _kwargsProblem = null;
            _arguments.ReadNamed(ref reader, _message);
            return;
        }

        _kwargsProblem = "\"kwargs\" is an object of the arguments by name.";
        reader.Skip();
    }

    private Request Understood(ReadOnlyMemory<byte> whole)
    {
        var problem = _hasCommand ? _problem : "The message has no member \"command\".";
        return new Request
        {
            Command = problem is null ? _command : "",
            Arguments = problem is null ? _arguments.ToArguments(_references) : CommandArguments.None,
            Problem = problem is null ? null : CommandError.Of(ErrorCode.BadMessage, problem),
            Echo = _echoIdOnly ? IdAlone() : whole,
            Size = _message.Length,
        };
    }

    private Request Unreadable(string problem) => new()
    {
        Problem = CommandError.Of(ErrorCode.BadMessage, problem),
        Echo = EmptyEcho,
        Size = _message.Length,
    };

    private Request TooLarge()
    {
        ReadIdOfBeginning();
        const string Text = "The message is longer than is accepted here. Send less at once, or raise MaxMessageBytes in the options of the host's transport.";
        return new Request { Problem = CommandError.Of(ErrorCode.TooLarge, Text), Echo = IdAlone(), Size = _message.Length };
    }

    // Of a message that is cut off the id can be read where it stands before the part that is too long.
    private void ReadIdOfBeginning()
    {
        var reader = new Utf8JsonReader(_message.Span, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = maxDepth }));
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isId = reader.ValueTextEquals("id"u8);
                if (!reader.Read())
                {
                    return;
                }

                var start = (int)reader.TokenStartIndex;
                if (!reader.TrySkip())
                {
                    return;
                }

                _id = isId ? _message[start..(int)reader.BytesConsumed] : _id;
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // The beginning is no JSON either; there is no id to be had.
        }
    }

    private byte[] IdAlone() => _id.IsEmpty || !Utf8.IsValid(_id.Span) ? EmptyEcho : [.. "{\"id\":"u8, .. _id.Span, .. "}"u8];
}
