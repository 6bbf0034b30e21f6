using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>Collects the findings for one symbol.</summary>
/// <param name="report">Receives the diagnostics.</param>
/// <param name="instead">The location for all findings; null uses the location of each finding.</param>
internal sealed class Findings(Action<Diagnostic> report, Location? instead = null)
{
    /// <summary>Reports a finding at a symbol.</summary>
    public void Add(DiagnosticDescriptor rule, ISymbol at, params object[] words) => Add(rule, at.Locations.FirstOrDefault(), null, words);

    /// <summary>Reports a finding at a symbol, with properties for the code fix.</summary>
    public void Add(DiagnosticDescriptor rule, ISymbol at, ImmutableDictionary<string, string?>? properties, params object[] words) =>
        Add(rule, at.Locations.FirstOrDefault(), properties, words);

    /// <summary>Reports a finding at a location.</summary>
    public void Add(DiagnosticDescriptor rule, Location? at, params object[] words) => Add(rule, at, null, words);

    private void Add(DiagnosticDescriptor rule, Location? at, ImmutableDictionary<string, string?>? properties, object[] words) =>
        report(Diagnostic.Create(rule, instead ?? at ?? Location.None, properties, words));
}
