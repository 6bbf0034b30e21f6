namespace Liaison.Commands;

/// <summary>Finds the object that the text after a <c>$</c> points at.</summary>
/// <param name="target">The text without the <c>$</c>.</param>
/// <param name="value">The object.</param>
/// <returns>False if the text is not a target, so that the string is data.</returns>
/// <exception cref="Messages.CommandException">The target points at nothing, or at something that is not exposed.</exception>
internal delegate bool ReferenceLookup(string target, out object? value);
