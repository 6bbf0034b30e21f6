namespace Liaison.Tool;

/// <summary>A generated file.</summary>
/// <param name="Name">The name, without a folder.</param>
/// <param name="Text">The text. Lines end in <c>\n</c>.</param>
internal sealed record GeneratedFile(string Name, string Text);
