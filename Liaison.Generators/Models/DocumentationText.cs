namespace Liaison.Generators;

/// <summary>What a comment says of one thing.</summary>
/// <param name="Key">What of: the type itself (empty), a member, <c>Member(parameter)</c>, <c>Member:returns</c>.</param>
/// <param name="Text">The text, in one line.</param>
internal sealed record DocumentationText(string Key, string Text);
