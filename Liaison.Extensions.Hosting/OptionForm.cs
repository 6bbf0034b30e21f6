using System.Globalization;

namespace Liaison.Extensions;

/// <summary>The text form that options of one type have in a configuration.</summary>
/// <param name="Parse">Returns the value, or null if the text is not valid.</param>
/// <param name="Wanted">A description of the expected text.</param>
/// <param name="Example">An example of a valid text.</param>
internal sealed record OptionForm(Func<string, object?> Parse, string Wanted, string Example)
{
    private static readonly OptionForm Number = new(
        text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null, "a whole number", "1024");

    private static readonly OptionForm LongNumber = new(
        text => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null, "a whole number", "67108864");

    private static readonly OptionForm Switch = new(text => bool.TryParse(text, out var value) ? value : null, "true or false", "true");

    // TimeSpan would read a bare number as days.
    private static readonly OptionForm Time = new(
        text => text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null,
        "a time as hours:minutes:seconds",
        "00:00:05");

    private static readonly OptionForm Text = new(text => text, "a text", "text");

    /// <summary>Returns the text form for options of a type.</summary>
    /// <exception cref="NotSupportedException">The type has no text form.</exception>
    public static OptionForm Of(Type type) =>
        type == typeof(int) ? Number
        : type == typeof(long) ? LongNumber
        : type == typeof(bool) ? Switch
        : type == typeof(TimeSpan) || type == typeof(TimeSpan?) ? Time
        : type == typeof(string) ? Text
        : type.IsEnum ? Choice(type)
        : throw new NotSupportedException($"{type} cannot be read from a configuration. Read a text, and parse that.");

    private static OptionForm Choice(Type type) => new(
        text => Enum.TryParse(type, text, ignoreCase: true, out var value) && Enum.IsDefined(type, value) ? value : null,
        "one of " + string.Join(", ", Enum.GetNames(type)),
        Enum.GetNames(type)[0]);
}
