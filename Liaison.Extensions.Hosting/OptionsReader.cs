using Liaison.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Liaison.Extensions;

/// <summary>Reads the options of a section one by one, and collects all problems, so that they are reported together.</summary>
/// <param name="section">The section, or null if the application has no configuration.</param>
/// <param name="hasSections">Whether the section may contain other sections. These are ignored: other code reads them.</param>
internal sealed class OptionsReader(IConfigurationSection? section, bool hasSections) : IOptionSection
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _problems = [];

    public T Read<T>(string name, T fallback)
    {
        _known.Add(name);
        if (typeof(T) == typeof(IReadOnlyList<string>))
        {
            return Texts(name) is { } texts ? (T)(object)texts : fallback;
        }

        var form = OptionForm.Of(typeof(T));
        if (section?.GetSection(name) is not { } option || (option.Value is null && !option.GetChildren().Any()))
        {
            return fallback;
        }

        if (option.Value is { } text && form.Parse(text) is { } value)
        {
            return (T)value;
        }

        var found = option.Value is null ? "a list or a section" : $"'{option.Value}'";
        _problems.Add($"{option.Path} is {found}, and has to be {form.Wanted}. Write for example {form.Example}.");
        return fallback;
    }

    /// <summary>Reports values that cannot be read, and values that match no option.</summary>
    /// <exception cref="OptionsValidationException">There is at least one problem.</exception>
    public void ThrowOnProblems(string name, Type options)
    {
        foreach (var child in section?.GetChildren().Where(IsUnknown) ?? [])
        {
            _problems.Add($"{child.Path} is no option of {name}. Those that can be set here: {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
        }

        if (_problems.Count > 0)
        {
            throw new OptionsValidationException(section!.Path, options, _problems);
        }
    }

    private bool IsUnknown(IConfigurationSection child) => !_known.Contains(child.Key) && (child.Value is not null || !hasSections);

    // Reads a list, or a single text.
    private string[]? Texts(string name)
    {
        var list = section?.GetSection(name);
        IConfigurationSection[] children = [.. list?.GetChildren() ?? []];
        _problems.AddRange(children.Where(child => child.Value is null && child.GetChildren().Any()).Select(child => $"{child.Path} is a list or a section, and has to be a text."));
        string[] texts = [.. children.Select(child => child.Value).OfType<string>()];

        // An empty list has an empty text as its value.
        return texts.Length > 0 ? texts : list?.Value switch { null => null, "" => [], var text => [text] };
    }
}
