using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>A fast path for the usual types of results. It is not used if the host's options change how they are written.</summary>
internal static class PlainValues
{
    private const int LongestNumber = 32;

    private static readonly ConditionalWeakTable<JsonSerializerOptions, Rule> Rules = [];

    // Cached, since most processes have one set of options.
    private static Rule? _last;

    /// <summary>Writes the value; false if the serializer must write it.</summary>
    public static bool TryWrite(FrameWriter into, Utf8JsonWriter json, object value, JsonSerializerOptions options)
    {
        if (!RuleOf(options).AllPlain)
        {
            return false;
        }

        switch (value)
        {
            case string text:
                LongText.Write(into, json, text);
                return true;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                return true;
            case int number:
                json.WriteNumberValue(number);
                return true;
            case long number:
                json.WriteNumberValue(number);
                return true;
            case bool flag:
                json.WriteBooleanValue(flag);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Writes a result that is held without boxing; false for any other.</summary>
    public static bool TryWrite(FrameWriter into, in CommandResult result, JsonSerializerOptions options)
    {
        if (result.Scalar is not { } kind || !RuleOf(options).AllPlain)
        {
            return false;
        }

        if (kind == ScalarKind.Double)
        {
            var number = BitConverter.Int64BitsToDouble(result.Bits);
            return double.IsFinite(number) && Write(into, number);
        }

        if (kind == ScalarKind.Boolean)
        {
            into.Append(result.Bits != 0 ? "true"u8 : "false"u8);
            return true;
        }

        return Write(into, result.Bits);
    }

    private static bool Write(FrameWriter into, double number)
    {
        Utf8Formatter.TryFormat(number, into.GetSpan(LongestNumber), out var written);
        into.Advance(written);
        return true;
    }

    private static bool Write(FrameWriter into, long number)
    {
        Utf8Formatter.TryFormat(number, into.GetSpan(LongestNumber), out var written);
        into.Advance(written);
        return true;
    }

    private static Rule RuleOf(JsonSerializerOptions options)
    {
        var last = _last;
        return last?.Options == options ? last : _last = Rules.GetValue(options, static options => new Rule(options));
    }

    private sealed class Rule(JsonSerializerOptions options)
    {
        public JsonSerializerOptions Options { get; } = options;

        public bool AllPlain { get; } = !options.NumberHandling.HasFlag(JsonNumberHandling.WriteAsString)
            && Array.TrueForAll([typeof(string), typeof(double), typeof(int), typeof(long), typeof(bool)], type => IsFrameworks(type, options));

        private static bool IsFrameworks(Type type, JsonSerializerOptions options) =>
            options.TryGetTypeInfo(type, out var info) && info.Converter.GetType().Assembly == typeof(JsonSerializer).Assembly;
    }
}
