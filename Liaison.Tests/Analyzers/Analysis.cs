using System.Collections.Immutable;
using Liaison.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NUnit.Framework;

namespace Liaison.Tests.Analyzers;

/// <summary>Runs the analyzer, and says what is expected of it.</summary>
internal static class Analysis
{
    /// <summary>What the analyzer tells of a compilation that the compiler takes.</summary>
    public static async Task<ImmutableArray<Diagnostic>> RunAsync(Compilation compilation)
    {
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.That(errors, Is.Empty, "The source of the test does not compile.");
        var found = await compilation.WithAnalyzers([new LiaisonAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>Expects one diagnostic, at the mark.</summary>
    public static async Task ExpectAsync(string code, DiagnosticSeverity severity, string message, string marked)
    {
        var source = new MarkedSource(marked);
        var found = await RunAsync(source.Compile());

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(null)}"), Is.EqualTo(new[] { $"{code}: {message}" }));
            Assert.That(found.Select(diagnostic => source.Text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length)),
                Has.All.EqualTo(source.Text.Substring(source.Mark!.Value.Start, source.Mark.Value.Length)));
            Assert.That(found.Select(diagnostic => diagnostic.Location.SourceSpan), Has.All.EqualTo(source.Mark));
            Assert.That(found.Select(diagnostic => diagnostic.Severity), Has.All.EqualTo(severity));
        }
    }

    /// <summary>Expects nothing to be told.</summary>
    public static async Task ExpectNothingAsync(string source) =>
        Assert.That((await RunAsync(new MarkedSource(source).Compile())).Select(diagnostic => diagnostic.ToString()), Is.Empty);
}
