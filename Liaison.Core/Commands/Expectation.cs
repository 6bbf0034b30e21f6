using System.Collections;
using System.IO.Pipelines;
using System.Numerics;
using System.Text;
using Liaison.Values;

namespace Liaison.Commands;

/// <summary>Describes what a parameter expects and what it received, for error messages.</summary>
internal static class Expectation
{
    private const int MaxShown = 60;
    private const int MaxNames = 10;
    private const string WholeNumber = "a whole number";
    private const string Number = "a number";
    private const string Moment = "a date and time such as \"2026-01-31T12:00:00Z\"";
    private const string Bytes = "bytes in base64";

    private static readonly Dictionary<Type, string> Forms = new()
    {
        [typeof(object)] = "any JSON value",
        [typeof(bool)] = "true or false",
        [typeof(byte)] = WholeNumber,
        [typeof(sbyte)] = WholeNumber,
        [typeof(short)] = WholeNumber,
        [typeof(ushort)] = WholeNumber,
        [typeof(int)] = WholeNumber,
        [typeof(uint)] = WholeNumber,
        [typeof(long)] = WholeNumber,
        [typeof(ulong)] = WholeNumber,
        [typeof(Int128)] = WholeNumber,
        [typeof(UInt128)] = WholeNumber,
        [typeof(BigInteger)] = WholeNumber,
        [typeof(Half)] = Number,
        [typeof(float)] = Number,
        [typeof(double)] = Number,
        [typeof(decimal)] = Number,
        [typeof(char)] = "a string of one character",
        [typeof(DateTime)] = Moment,
        [typeof(DateTimeOffset)] = Moment,
        [typeof(DateOnly)] = "a date such as \"2026-01-31\"",
        [typeof(TimeOnly)] = "a time of day such as \"13:30:00\"",
        [typeof(TimeSpan)] = "a length of time such as \"1.02:30:00\"",
        [typeof(Guid)] = "a GUID such as \"0f8fad5b-d9cb-469f-a165-70867728950e\"",
        [typeof(Uri)] = "an address",
        [typeof(Version)] = "a version such as \"1.2.3\"",
        [typeof(byte[])] = Bytes,
        [typeof(Memory<byte>)] = Bytes,
        [typeof(ReadOnlyMemory<byte>)] = Bytes,
        [typeof(Stream)] = "a stream, or bytes in base64",
        [typeof(PipeReader)] = "a stream, or bytes in base64",
    };
    private const int MaxName = 200;

    /// <summary>The expected form of a value of the type in a message.</summary>
    public static string Of(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain == typeof(string) ? "a string" : $"{FormOf(plain)} ({TypeName.Short(type)})";
    }

    /// <summary>The kind of object that a reference points at.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "null",
        ITargetHandle => value.ToString()!,
        _ => "a " + TypeName.Short(value.GetType()),
    };

    /// <summary>A name, cut to the length that error messages show.</summary>
    public static string Shorten(string name) => name.Length <= MaxName ? name : name[..MaxName] + "...";

    /// <summary>A value, cut to the length that error messages show.</summary>
    public static string Shorten(ReadOnlySpan<byte> json)
    {
        var text = Encoding.UTF8.GetString(json[..Math.Min(json.Length, 4 * MaxShown)]);
        return text.Length <= MaxShown && json.Length <= 4 * MaxShown ? text : text[..Math.Min(text.Length, MaxShown)] + "...";
    }

    private static string FormOf(Type type)
    {
        if (Forms.TryGetValue(type, out var form))
        {
            return form;
        }

        return type switch
        {
            { IsEnum: true } => $"one of {string.Join(", ", Enum.GetNames(type).Take(MaxNames))}",
            _ when TupleType.Is(type) => $"an array of {TupleType.ItemsOf(type).Count} items",
            _ when typeof(Delegate).IsAssignableFrom(type) => "a reference to a method",
            _ when typeof(Type).IsAssignableFrom(type) => "a reference to a type",
            _ when typeof(IDictionary).IsAssignableFrom(type) => "an object",
            _ when typeof(IEnumerable).IsAssignableFrom(type) => type.IsArray || type.IsGenericType ? "an array" : "a value",
            { IsAbstract: true } => "a reference to an object",
            _ => "an object",
        };
    }
}
