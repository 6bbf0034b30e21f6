using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>Takes what is found in one symbol.</summary>
/// <param name="report">Where to.</param>
/// <param name="instead">Where all of it is shown; null for where it is found.</param>
internal sealed class Findings(Action<Diagnostic> report, Location? instead = null)
{
    /// <summary>Says it of a symbol.</summary>
    public void Add(DiagnosticDescriptor rule, ISymbol at, params object[] words) => Add(rule, at.Locations.FirstOrDefault(), null, words);

    /// <summary>Says it of a symbol, with something for the fix to read.</summary>
    public void Add(DiagnosticDescriptor rule, ISymbol at, ImmutableDictionary<string, string?>? properties, params object[] words) =>
        Add(rule, at.Locations.FirstOrDefault(), properties, words);

    /// <summary>Says it of a piece of code.</summary>
    public void Add(DiagnosticDescriptor rule, Location? at, params object[] words) => Add(rule, at, null, words);

    private void Add(DiagnosticDescriptor rule, Location? at, ImmutableDictionary<string, string?>? properties, object[] words) =>
        report(Diagnostic.Create(rule, instead ?? at ?? Location.None, properties, words));
}
