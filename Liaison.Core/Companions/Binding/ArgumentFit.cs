using System.Numerics;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Companions.Binding;

/// <summary>Rates how exactly an argument fits a parameter's type (DESIGN, Calling). A lower number is a better fit.</summary>
internal static class ArgumentFit
{
    /// <summary>The argument does not fit at all.</summary>
    public const int None = -1;

    private const int Converted = 20;
    private const int AsObject = 50;

    // An integer fits int before long before double before decimal; the other number types follow, larger ones first.
    private static readonly Type[] WholeNumbers =
    [
        typeof(int), typeof(long), typeof(double), typeof(decimal), typeof(BigInteger), typeof(Int128), typeof(UInt128), typeof(ulong), typeof(uint),
        typeof(nint), typeof(nuint), typeof(short), typeof(ushort), typeof(byte), typeof(sbyte), typeof(float), typeof(Half),
    ];

    private static readonly Type[] Fractions = [typeof(double), typeof(decimal), typeof(float), typeof(Half)];

    private static readonly Type[] Texts =
    [
        typeof(string), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Guid), typeof(Uri),
        typeof(Version), typeof(char),
    ];

    private static readonly Type[] Bytes = [typeof(byte[]), typeof(ReadOnlyMemory<byte>), typeof(Memory<byte>)];

    /// <summary>Rates the fit of an argument; <see cref="None"/> if it does not fit.</summary>
    public static int Of(in CallArgument argument, Type type, bool nested, ArgumentReader reader)
    {
        if (argument.IsReference && argument.Referred is { } referred)
        {
            return OfObject(argument, referred, type, reader);
        }

        if (!reader.TryRead(argument, type, nested, out _, out _))
        {
            return None;
        }

        using var scope = AttachmentScope.Read(argument.Json.Attachments);
        return OfJson(argument.IsReference ? "null"u8 : argument.Json.Json.Span, type, reader);
    }

    private static int OfJson(ReadOnlySpan<byte> json, Type type, ArgumentReader reader)
    {
        var value = new Utf8JsonReader(json, ArgumentScanner.OfScanned);
        value.Read();
        return OfValue(ref value, type, reader.Options);
    }

    // Reads the value at the reader's position. The reader ends on the value's last token.
    private static int OfValue(ref Utf8JsonReader value, Type type, JsonSerializerOptions options)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (AttachmentScope.Reading is not null && AttachmentReference.TryRead(value, out _))
        {
            value.Skip();
            return OfAttachment(plain);
        }

        return value.TokenType switch
        {
            JsonTokenType.StartArray or JsonTokenType.StartObject => OfItems(ref value, plain, options),
            JsonTokenType.Number => OfNumber(value.ValueSpan, plain),
            JsonTokenType.String => OfText(plain),
            _ => OfOther(plain),
        };
    }

    // A collection fits as well as its worst item.
    private static int OfItems(ref Utf8JsonReader value, Type plain, JsonSerializerOptions options)
    {
        if (plain == typeof(object) || options.GetTypeInfo(plain).ElementType is not { } item)
        {
            value.Skip();
            return OfOther(plain);
        }

        var (worst, depth) = (0, value.CurrentDepth);
        while (value.Read() && value.CurrentDepth > depth)
        {
            var fit = value.TokenType == JsonTokenType.PropertyName ? worst : OfValue(ref value, item, options);
            if (fit == None)
            {
                return None;
            }

            worst = Math.Max(worst, fit);
        }

        return worst;
    }

    private static int OfObject(in CallArgument argument, object referred, Type type, ArgumentReader reader)
    {
        if (!type.IsInstanceOfType(referred))
        {
            return !reader.TryConvert(referred, type, out _, out _) ? None
                : PlainData.Is(referred) ? Converted + OfJson(reader.Write(referred), type, reader)
                : Converted;
        }

        var distance = 0;
        for (var level = referred.GetType(); level is not null; level = level.BaseType, distance++)
        {
            if (level == type)
            {
                return type == typeof(object) ? AsObject : distance;
            }
        }

        // An interface is less exact than any base class except `object`.
        return Converted - 1;
    }

    private static int OfNumber(ReadOnlySpan<byte> json, Type plain)
    {
        var whole = json.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0;
        var rank = Array.IndexOf(whole ? WholeNumbers : Fractions, plain);
        return rank >= 0 ? rank : Unranked(plain);
    }

    private static int OfText(Type plain)
    {
        var rank = plain.IsEnum ? Texts.Length : Array.IndexOf(Texts, plain);
        return rank >= 0 ? rank : Unranked(plain);
    }

    // Types that take any JSON take an attachment too. A class that could also be read from the attachment's JSON form does not.
    private static int OfAttachment(Type plain)
    {
        var rank = Array.IndexOf(Bytes, plain);
        return rank >= 0 ? rank : IsUntyped(plain) ? Unranked(plain) : None;
    }

    private static int OfOther(Type plain) => IsUntyped(plain) ? Unranked(plain) : 0;

    private static int Unranked(Type plain) => plain == typeof(object) ? AsObject : IsUntyped(plain) ? AsObject - 1 : Converted;

    private static bool IsUntyped(Type type) => type == typeof(object) || type == typeof(RawJson) || type.Namespace is "System.Text.Json" or "System.Text.Json.Nodes";
}
