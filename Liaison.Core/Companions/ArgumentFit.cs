using System.Numerics;
using System.Text.Json;
using Liaison.Commands;

namespace Liaison.Companions;

/// <summary>How exactly an argument fits a parameter's type (DESIGN, Calling). The lower, the better.</summary>
internal static class ArgumentFit
{
    /// <summary>The argument does not fit at all.</summary>
    public const int None = -1;

    private const int Converted = 20;
    private const int AsObject = 50;

    // An integer fits int before long before double before decimal; the other numbers follow, the larger first.
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

    /// <summary>The argument's fit, or <see cref="None"/>.</summary>
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

        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(object))
        {
            return AsObject;
        }

        var kind = argument.IsReference ? JsonTokenType.Null : argument.Json.Kind;
        return kind switch
        {
            JsonTokenType.Number => OfNumber(argument.Json.Json.Span, plain),
            JsonTokenType.String => OfText(plain),
            _ => IsJson(plain) ? AsObject - 1 : 0,
        };
    }

    private static int OfObject(in CallArgument argument, object referred, Type type, ArgumentReader reader)
    {
        if (!type.IsInstanceOfType(referred))
        {
            return reader.TryConvert(referred, type, out _, out _) ? Converted : None;
        }

        var distance = 0;
        for (var level = referred.GetType(); level is not null; level = level.BaseType, distance++)
        {
            if (level == type)
            {
                return type == typeof(object) ? AsObject : distance;
            }
        }

        // An interface: less exact than any base class but `object`.
        return Converted - 1;
    }

    private static int OfNumber(ReadOnlySpan<byte> json, Type plain)
    {
        var whole = json.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0;
        var rank = Array.IndexOf(whole ? WholeNumbers : Fractions, plain);
        return rank >= 0 ? rank : Converted;
    }

    private static int OfText(Type plain)
    {
        var rank = plain.IsEnum ? Texts.Length : Array.IndexOf(Texts, plain);
        return rank >= 0 ? rank : IsJson(plain) ? AsObject - 1 : Converted;
    }

    private static bool IsJson(Type type) => type.Namespace is "System.Text.Json" or "System.Text.Json.Nodes";
}
