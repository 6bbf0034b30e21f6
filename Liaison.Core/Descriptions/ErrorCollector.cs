using System.Text.Json;

namespace Liaison.Descriptions;

/// <summary>
/// Describes declared errors and collects them by code. If several exceptions have the same code, the first is described.
/// </summary>
/// <param name="models">Receives the types of the errors' members.</param>
/// <param name="options">How values are written.</param>
/// <param name="documentation">The texts for the errors.</param>
internal sealed class ErrorCollector(ModelCollector models, JsonSerializerOptions options, IDocumentation documentation)
{
    private readonly SortedDictionary<string, ErrorDescription> _errors = new(StringComparer.Ordinal);

    /// <summary>The collected errors, ordered by code.</summary>
    public IReadOnlyList<ErrorDescription> Errors => [.. _errors.Values];

    /// <summary>Adds the errors that a method declares, and returns their codes in order.</summary>
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
