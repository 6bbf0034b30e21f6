namespace Liaison.Tool;

/// <summary>A file that was generated.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Text">Its text, with lines that end in <c>\n</c>.</param>
internal sealed record GeneratedFile(string Name, string Text);
