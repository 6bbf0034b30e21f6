using System.Text.Json;

namespace Liaison.Descriptions;

/// <summary>Describes declared errors, and collects them by their codes. Of several exceptions with one code the first is described.</summary>
/// <param name="models">Takes the types of their members.</param>
/// <param name="options">How values are written.</param>
/// <param name="documentation">What is said of them.</param>
internal sealed class ErrorCollector(ModelCollector models, JsonSerializerOptions options, IDocumentation documentation)
{
    private readonly SortedDictionary<string, ErrorDescription> _errors = new(StringComparer.Ordinal);

    /// <summary>The errors so far, ordered by code.</summary>
    public IReadOnlyList<ErrorDescription> Errors => [.. _errors.Values];

    /// <summary>Adds what a method declares, and gives the codes, ordered.</summary>
    public IReadOnlyList<string> Add(IEnumerable<(Type Exception, string Code)> declared)
    {
        var codes = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (exception, code) in declared)
        {
            codes.Add(code);
            if (!_errors.ContainsKey(code))
            {
                _errors.Add(code, ErrorModel.Of(exception, code, models, options, documentation));
            }
        }

        return [.. codes];
    }
}
