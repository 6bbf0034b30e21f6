using Microsoft.CodeAnalysis.CSharp;

namespace Liaison.Generators;

/// <summary>Writes the documentation comments into the code, so that a running host can return them.</summary>
internal static class DocumentationWriter
{
    private const string Texts = "global::System.Collections.Generic.Dictionary<string, string>";

    public static void Write(SourceWriter text, IReadOnlyList<TypeDocumentation> types)
    {
        if (types.Count == 0)
        {
            return;
        }

        text.Line()
            .Line("file static class Documentation")
            .Line("{")
            .Line("[global::System.Runtime.CompilerServices.ModuleInitializer]")
            .Line("internal static void Register()")
            .Line("{");
        foreach (var type in types)
        {
            text.Line($"global::Liaison.Descriptions.GeneratedDocumentation.Register(typeof({type.Type}), static () => new {Texts}").Line("{");
            foreach (var one in type.Texts)
            {
                text.Line($"[{Quote(one.Key)}] = {Quote(one.Text)},");
            }

            text.Line("});");
        }

        text.Line("}").Line("}");
    }

    private static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
