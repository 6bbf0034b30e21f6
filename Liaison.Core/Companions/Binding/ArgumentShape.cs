using System.Text.Json;
using Liaison.Commands;

namespace Liaison.Companions.Binding;

/// <summary>
/// The parts of a call's arguments that decide the overload: their number, the kind of each, and the number types that can hold each whole
/// number. Texts, arrays, objects, references and names are excluded, because their content can decide too.
/// </summary>
/// <param name="IsExact">Whether arguments of this shape always select the same overload.</param>
/// <param name="Kinds">The kinds, five bits each, after a leading 1.</param>
internal readonly record struct ArgumentShape(bool IsExact, ulong Kinds)
{
    private const int MaxArguments = 12;

    // At each bound, one more number type can no longer hold the number.
    private static readonly long[] Bounds =
        [int.MinValue, short.MinValue, sbyte.MinValue, 0, sbyte.MaxValue + 1L, byte.MaxValue + 1L, short.MaxValue + 1L, ushort.MaxValue + 1L, int.MaxValue + 1L, uint.MaxValue + 1L];

    private enum Kind : uint
    {
        Null = 1,
        Boolean,
        Fraction,
        FirstRange,
    }

    public static ArgumentShape Of(ReadOnlySpan<CallArgument> arguments)
    {
        if (arguments.Length > MaxArguments)
        {
            return default;
        }

        var kinds = 1UL;
        foreach (ref readonly var argument in arguments)
        {
            if (argument.Name is not null || argument.IsReference || KindOf(argument) is not { } kind)
            {
                return default;
            }

            kinds = (kinds << 5) | kind;
        }

        return new ArgumentShape(true, kinds);
    }

    private static uint? KindOf(in CallArgument argument) => argument.Json.Kind switch
    {
        JsonTokenType.Null => (uint)Kind.Null,
        JsonTokenType.True or JsonTokenType.False => (uint)Kind.Boolean,
        JsonTokenType.Number => OfNumber(argument.Json.Json.Span),
        _ => null,
    };

    private static uint? OfNumber(ReadOnlySpan<byte> json)
    {
        if (json.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0)
        {
            // A long fraction, or one with an exponent, may exceed a decimal.
            return json.Length <= 15 && json.IndexOfAny((byte)'e', (byte)'E') < 0 ? (uint)Kind.Fraction : null;
        }

        if (!System.Buffers.Text.Utf8Parser.TryParse(json, out long number, out var consumed) || consumed != json.Length)
        {
            return null;
        }

        var range = 0u;
        foreach (var bound in Bounds)
        {
            range += number >= bound ? 1u : 0u;
        }

        return (uint)Kind.FirstRange + range;
    }
}
