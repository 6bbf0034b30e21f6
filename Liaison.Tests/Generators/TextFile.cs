using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Liaison.Tests.Generators;

/// <summary>A file of a project that is no source text.</summary>
internal sealed class TextFile(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
