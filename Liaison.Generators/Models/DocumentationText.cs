namespace Liaison.Generators;

/// <summary>The text of one documentation comment.</summary>
/// <param name="Key">The documented item: the type itself (empty), a member, <c>Member(parameter)</c>, <c>Member:returns</c>.</param>
/// <param name="Text">The text, in one line.</param>
internal sealed record DocumentationText(string Key, string Text);
