namespace Liaison.Commands;

/// <summary>Finds what the text behind a <c>$</c> points at.</summary>
/// <param name="target">The text without the <c>$</c>.</param>
/// <param name="value">What it points at.</param>
/// <returns>False: the text is no target, so that the string stands for itself.</returns>
/// <exception cref="Messages.CommandException">It is a target, and points at nothing or at what is not exposed.</exception>
internal delegate bool ReferenceLookup(string target, out object? value);
