using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Liaison.Extensions;

/// <summary>Reads single options of a section, and gathers everything that is wrong with it, to be told at once.</summary>
internal sealed class OptionsReader(IConfigurationSection section)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _problems = [];

    public int Read(string name, int fallback) =>
        Text(name) is not { } text ? fallback
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
        : Wrong(name, text, "a whole number", "1024", fallback);

    public long Read(string name, long fallback) =>
        Text(name) is not { } text ? fallback
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
        : Wrong(name, text, "a whole number", "67108864", fallback);

    public bool Read(string name, bool fallback) =>
        Text(name) is not { } text ? fallback
        : bool.TryParse(text, out var value) ? value
        : Wrong(name, text, "true or false", "true", fallback);

    public TimeSpan Read(string name, TimeSpan fallback) => Read(name, (TimeSpan?)fallback) ?? fallback;

    // A bare number would be days.
    public TimeSpan? Read(string name, TimeSpan? fallback) =>
        Text(name) is not { } text ? fallback
        : text.Contains(':', StringComparison.Ordinal) && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value
        : Wrong(name, text, "a time as hours:minutes:seconds", "00:00:05", fallback);

    public T Read<T>(string name, T fallback)
        where T : struct, Enum =>
        Text(name) is not { } text ? fallback
        : Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value
        : Wrong(name, text, "one of " + string.Join(", ", Enum.GetNames<T>()), fallback.ToString(), fallback);

    /// <summary>Tells what cannot be read, and values that are no options. Sections inside of the section are others' matter.</summary>
    /// <exception cref="OptionsValidationException">There is something to tell.</exception>
    public void ThrowOnProblems(Type options)
    {
        foreach (var child in section.GetChildren().Where(child => child.Value is not null && !_known.Contains(child.Key)))
        {
            _problems.Add($"{child.Path} is no option of {options.Name}. Those that can be set here: {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
        }

        if (_problems.Count > 0)
        {
            throw new OptionsValidationException(section.Path, options, _problems);
        }
    }

    private string? Text(string name)
    {
        _known.Add(name);
        return section[name];
    }

    private T Wrong<T>(string name, string text, string wanted, string example, T fallback)
    {
        _problems.Add($"{section.Path}:{name} is '{text}', and has to be {wanted}. Write for example {example}.");
        return fallback;
    }
}
