using System.Buffers.Text;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Converts JSON to wire values, according to their types.</summary>
/// <param name="into">The frame to write to.</param>
/// <param name="areEscaped">
/// Whether <c>$</c> is escaped: strings that begin with <c>$</c> have a second one, and those with a single one are references.
/// </param>
internal readonly ref struct JsonEncoder(FrameWriter into, bool areEscaped)
{
    /// <summary>Writes one value.</summary>
    /// <exception cref="UnfitException">The JSON is not a value of the type.</exception>
    public void Write(WireType type, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, JsonReading.OfWritten);
        reader.Read();
        Write(type, ref reader);
    }

    /// <summary>Writes the members of an object as elements of a list, in the order in which they are declared.</summary>
    /// <exception cref="UnfitException">A member is missing, or is not a value of its type.</exception>
    public void WriteMembers(WireMember[] members, ref Utf8JsonReader reader, string of)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new UnfitException($"is {Describe(ref reader)}, and {of} is an object");
        }

        var start = reader;
        var rewind = into.Length;
        if (!TryWriteInOrder(members, ref reader))
        {
            into.Rewind(rewind);
            reader = start;
            WriteInAnyOrder(members, ref reader, of);
        }
    }

    /// <summary>Writes the items of a list as elements of a list. The number must match the declaration.</summary>
    /// <exception cref="UnfitException">The number of items is wrong, or an item is not a value of its type.</exception>
    public void WriteItems(WireMember[] members, ref Utf8JsonReader reader)
    {
        foreach (var member in members)
        {
            if (!reader.Read() || reader.TokenType == JsonTokenType.EndArray)
            {
                throw new UnfitException($"has no '{member.Name}': {members.Length} items are declared");
            }

            WriteElement(member, ref reader);
        }

        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
        {
            throw new UnfitException($"has more than the {members.Length} items that are declared");
        }
    }

    // The reader is at the first token of the value, and stops at its last.
    private void Write(WireType type, ref Utf8JsonReader reader)
    {
        switch (type.Kind)
        {
            case DeclaredTypeKind.String:
                WriteString(type, ref reader);
                break;
            case DeclaredTypeKind.Binary:
                WriteBinary(type, ref reader);
                break;
            case DeclaredTypeKind.Array:
                WriteArray(type, ref reader);
                break;
            case DeclaredTypeKind.Model:
                WriteMembers(type.Members, ref reader, type.Text);
                break;
            case DeclaredTypeKind.Boolean:
                WireBytes.Write(into, reader.TokenType switch
                {
                    JsonTokenType.True => (byte)0xff,
                    JsonTokenType.False => (byte)0,
                    _ => throw Unfit(type, ref reader),
                });
                break;
            default:
                NumberEncoder.Write(into, type, ref reader);
                break;
        }
    }

    private void WriteString(WireType type, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw Unfit(type, ref reader);
        }

        int length;
        var text = into.GetSpan(Math.Max(1, reader.ValueSpan.Length));
        try
        {
            length = reader.CopyString(text);
        }
        catch (InvalidOperationException)
        {
            throw new UnfitException("has half of a surrogate pair, which is no text");
        }

        if (areEscaped && text[..length] is [(byte)'$', var second, ..])
        {
            if (second != '$')
            {
                throw new UnfitException("is a reference to an object of the host, and LibMedium has none: give the value itself");
            }

            text[1..length].CopyTo(text);
            length--;
        }

        into.Advance(length);
    }

    private void WriteBinary(WireType type, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw Unfit(type, ref reader);
        }

        if (!reader.ValueIsEscaped)
        {
            var bytes = into.GetSpan(Math.Max(1, Base64.GetMaxDecodedFromUtf8Length(reader.ValueSpan.Length)));
            if (Base64.DecodeFromUtf8(reader.ValueSpan, bytes, out _, out var written) == System.Buffers.OperationStatus.Done)
            {
                into.Advance(written);
                return;
            }
        }
        else if (reader.TryGetBytesFromBase64(out var decoded))
        {
            into.Append(decoded);
            return;
        }

        throw new UnfitException("is not base64 text, which is the form of bytes in JSON");
    }

    private void WriteArray(WireType type, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Unfit(type, ref reader);
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = WireBytes.BeginElement(into);
            Write(type.Element!, ref reader);
            WireBytes.EndElement(into, start);
        }
    }

    // The fast path for most objects. Returns false if the members are not in the declared order. Undeclared members may follow them.
    private bool TryWriteInOrder(WireMember[] members, ref Utf8JsonReader reader)
    {
        foreach (var member in members)
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName || !JsonReading.Equals(ref reader, member.JsonName.EncodedUtf8Bytes))
            {
                return false;
            }

            reader.Read();
            WriteElement(member, ref reader);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // A second value for a member, or another spelling of its name: the last one counts.
            if (IndexOf(members, ref reader) >= 0)
            {
                return false;
            }

            reader.Skip();
        }

        return true;
    }

    private void WriteInAnyOrder(WireMember[] members, ref Utf8JsonReader reader, string of)
    {
        // A reader cannot be stored in an array. So the positions of the members are collected first, and each is then read from
        // the object's start.
        var places = new int[members.Length];
        Array.Fill(places, -1);
        var start = reader;
        for (var place = 0; reader.Read() && reader.TokenType == JsonTokenType.PropertyName; place++)
        {
            if (IndexOf(members, ref reader) is var index and >= 0)
            {
                places[index] = place;
            }

            reader.Skip();
        }

        for (var i = 0; i < members.Length; i++)
        {
            if (places[i] < 0)
            {
                throw new UnfitException($"has no member '{members[i].Name}', which {of} has");
            }

            var member = start;
            member.Read();
            for (var skipped = 0; skipped < places[i]; skipped++)
            {
                member.Skip();
                member.Read();
            }

            member.Read();
            WriteElement(members[i], ref member);
        }
    }

    private void WriteElement(WireMember member, ref Utf8JsonReader reader)
    {
        var start = WireBytes.BeginElement(into);
        try
        {
            Write(member.Type, ref reader);
        }
        catch (UnfitException unfit)
        {
            throw new UnfitException($"has a '{member.Name}' that {unfit.Message}");
        }

        WireBytes.EndElement(into, start);
    }

    private static int IndexOf(WireMember[] members, ref Utf8JsonReader reader)
    {
        string name;
        try
        {
            name = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return -1;
        }

        var (best, bestWay) = (-1, NameRule.Ways);
        for (var i = 0; i < members.Length; i++)
        {
            if (NameRule.Match(name, members[i].Name) is var way and >= 0 && way < bestWay)
            {
                (best, bestWay) = (i, way);
            }
        }

        return best;
    }

    internal static UnfitException Unfit(WireType type, ref Utf8JsonReader reader) => new($"is {Describe(ref reader)}, and {type.Text} is declared");

    internal static string Describe(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => "null",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        JsonTokenType.Number => "the number " + System.Text.Encoding.UTF8.GetString(reader.ValueSpan[..Math.Min(40, reader.ValueSpan.Length)]),
        JsonTokenType.String => "text",
        JsonTokenType.StartArray => "a list",
        _ => "an object",
    };
}
