using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Commands;

/// <summary>Reads arguments as the types of their parameters.</summary>
/// <param name="options">How JSON is read.</param>
/// <param name="lookup">Finds the objects of references; null if there are no references, so that every string is data.</param>
internal sealed class ArgumentReader(JsonSerializerOptions options, ReferenceLookup? lookup)
{
    // A converter that the host added must see its types: values are read without the serializer only if there is no such converter.
    private readonly bool _hasOwnConverters =
        !Array.TrueForAll([typeof(int), typeof(long), typeof(double), typeof(string), typeof(bool)], type => IsFrameworks(options.GetTypeInfo(type)));

    public JsonSerializerOptions Options => options;

    /// <summary>Whether strings can be references.</summary>
    public bool HasReferences => lookup is not null;

    /// <summary>Replaces references among the top-level arguments and in their names; the other values stay JSON.</summary>
    /// <param name="arguments">The arguments as they were received.</param>
    /// <param name="resolve">Whether strings that start with <c>$</c> are references.</param>
    /// <param name="prepared">Receives the prepared arguments; as long as the list of arguments.</param>
    public void Prepare(CommandArguments arguments, bool resolve, Span<CallArgument> prepared)
    {
        for (var i = 0; i < prepared.Length; i++)
        {
            var argument = arguments[i];
            var name = resolve && argument.Name is ['$', ..] keyword ? ResolveName(keyword) : argument.Name;
            var refers = resolve && argument is { MayRefer: true, Kind: JsonTokenType.String };
            prepared[i] = refers ? Resolve(name, argument) : new CallArgument(name, argument);
        }
    }

    /// <summary>Reads the argument as a value of the type.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="type">The parameter's type.</param>
    /// <param name="nested">Whether references inside arrays and objects are replaced.</param>
    /// <param name="value">The value.</param>
    /// <param name="problem">What was expected, if the argument does not fit.</param>
    public bool TryRead(in CallArgument argument, Type type, bool nested, out object? value, [NotNullWhen(false)] out string? problem)
    {
        if (argument.IsReference)
        {
            return TryConvert(argument.Referred, type, out value, out problem);
        }

        try
        {
            problem = null;
            using var scope = AttachmentScope.Read(argument.Json.Attachments);
            value = nested && argument.Json.MayRefer ? ReadReferring(argument.Json.Json, type) : ReadJson(argument.Json.Json.Span, type);
            return true;
        }
        catch (Exception failure) when (failure is not (CommandException or OutOfMemoryException))
        {
            value = null;
            problem = $"expected {Expectation.Of(type)}, and got {Expectation.Shorten(argument.Json.Json.Span)}{ReadFailure.Reason(failure, type, argument.Json.Json.Span, options)}";
            return false;
        }
    }

    /// <summary>Reads the argument as a type that generated code knows; a plain value is read without boxing.</summary>
    public bool TryRead<T>(in CallArgument argument, bool nested, out T? value, [NotNullWhen(false)] out string? problem)
    {
        if (!argument.IsReference && !_hasOwnConverters && TryReadPlain(argument.Json.Json.Span, out value))
        {
            problem = null;
            return true;
        }

        var isRead = TryRead(argument, typeof(T), nested, out var read, out problem);
        value = isRead ? (T?)read : default;
        return isRead;
    }

    /// <summary>Reads a number or truth value without boxing. False for other types, which <see cref="TryRead{T}"/> reads.</summary>
    public bool TryReadScalar<T>(ReadOnlySpan<byte> json, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        return !_hasOwnConverters && TryReadPlain(json, out value);
    }

    /// <summary>Resolves a string of a message if it is a reference; false if the string is data.</summary>
    public bool TryResolve(string text, out object? value)
    {
        value = null;
        return lookup is not null && text is ['$', not '$', ..] && lookup(text[1..], out value);
    }

    /// <summary>The text of a string that is not a reference, without its escape: <c>$$text</c> becomes <c>$text</c>.</summary>
    public static string Unescape(string text) => text.StartsWith("$$", StringComparison.Ordinal) ? text[1..] : text;

    /// <summary>Passes the object itself if the type accepts it. Plain data, which has no identity, is read again as the type.</summary>
    public bool TryConvert(object? referred, Type type, out object? value, [NotNullWhen(false)] out string? problem)
    {
        value = referred is ITargetHandle handle ? handle.As(type) ?? referred : referred;
        problem = null;
        if (type.IsInstanceOfType(value) || (value is null && (!type.IsValueType || Nullable.GetUnderlyingType(type) is not null)))
        {
            return true;
        }

        if (value is null || !PlainData.Is(value))
        {
            problem = $"expected {Expectation.Of(type)}, and the reference gives {Expectation.Describe(value)}";
            return false;
        }

        return TryRead(new CallArgument(null, ArgumentScanner.Single(null, Write(value))), type, nested: false, out value, out problem);
    }

    /// <summary>Writes plain data as JSON.</summary>
    public byte[] Write(object data) => JsonSerializer.SerializeToUtf8Bytes(data, options.GetTypeInfo(data.GetType()));

    /// <summary>Reads one JSON value as the type. The JSON was checked when the message arrived.</summary>
    public object? ReadJson(ReadOnlySpan<byte> json, Type type)
    {
        if (!_hasOwnConverters && TryReadPlain(json, type, out var plain))
        {
            return plain;
        }

        var reader = new Utf8JsonReader(json, ArgumentScanner.OfScanned);
        reader.Read();
        return ReadValue(ref reader, type);
    }

    /// <summary>Reads the JSON value at the reader's position. The reader ends on the value's last token.</summary>
    public object? ReadValue(ref Utf8JsonReader reader, Type type) => JsonSerializer.Deserialize(ref reader, options.GetTypeInfo(type));

    /// <summary>A hint for a string where an object was expected; empty for all other arguments. Never throws.</summary>
    public string Hint(in CallArgument argument, Type type)
    {
        if (lookup is null || argument.IsReference || argument.Json.Kind != JsonTokenType.String)
        {
            return "";
        }

        try
        {
            var text = (string)ReadJson(argument.Json.Json.Span, typeof(string))!;
            return lookup(text, out var value) && type.IsInstanceOfType(value) ? $" To give the object of that name, write \"${text}\"." : "";
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return "";
        }
    }

    // Like the method below, but without boxing. Strings are left out: they are objects anyway, and may hold references.
    private static bool TryReadPlain<T>(ReadOnlySpan<byte> json, out T? value)
    {
        if (typeof(T) == typeof(double) && PlainNumber.TryParse(json, out var real))
        {
            value = (T)(object)real;
            return true;
        }

        if (typeof(T) == typeof(int) && int.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            value = (T)(object)number;
            return true;
        }

        if (typeof(T) == typeof(long) && long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var large))
        {
            value = (T)(object)large;
            return true;
        }

        if (typeof(T) == typeof(bool) && json is [(byte)'t' or (byte)'f', ..])
        {
            value = (T)(object)(json[0] == 't');
            return true;
        }

        value = default;
        return false;
    }

    // The fast path for most arguments. False if the value has another form or does not fit; the serializer then reads it, or reports it.
    private static bool TryReadPlain(ReadOnlySpan<byte> json, Type type, out object? value)
    {
        value = null;
        if (type == typeof(string))
        {
            value = json is [(byte)'"', .. var text, (byte)'"'] && !text.Contains((byte)'\\') ? Encoding.UTF8.GetString(text) : null;
        }
        else if (type == typeof(double))
        {
            value = PlainNumber.TryParse(json, out var number) ? number : null;
        }
        else if (type == typeof(int))
        {
            value = int.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
        else if (type == typeof(long))
        {
            value = long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        return value is not null;
    }

    private static bool IsFrameworks(JsonTypeInfo info) => info.Converter.GetType().Assembly == typeof(JsonSerializer).Assembly;

    // Without references, any type that the serializer can read is allowed.
    private object? ReadReferring(ReadOnlyMemory<byte> json, Type type) =>
        DollarText.MayRefer(json.Span) ? new NestedReferenceReader(this, json).Read(type) : ReadJson(DollarText.Unescape(json.Span), type);

    private CallArgument Resolve(string? name, Argument argument)
    {
        if (ReadText(argument) is not ['$', ..] text)
        {
            return new CallArgument(name, argument with { MayRefer = false });
        }

        return TryResolve(text, out var value) ? new CallArgument(name, value)
            : new CallArgument(name, (object)Unescape(text));
    }

    // Null if the string is not valid text; reading it as a value reports that.
    private static string? ReadText(Argument argument)
    {
        var reader = new Utf8JsonReader(argument.Json.Span);
        reader.Read();
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private string ResolveName(string keyword) =>
        TryResolve(keyword, out var value)
            ? value as string ?? throw new CommandException(
                ErrorCode.BadArguments, $"The keyword {keyword} refers to {Expectation.Describe(value)}, and a keyword is a string.")
            : Unescape(keyword);
}
