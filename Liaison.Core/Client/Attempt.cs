namespace Liaison.Client;

/// <summary>What became of a function that was tried.</summary>
/// <typeparam name="T">What its result is read as.</typeparam>
/// <param name="Success">Whether it gave a result.</param>
/// <param name="Result">The result; the default where there is none.</param>
/// <param name="ErrorLines">Why there is none, as the host tells it: the last line is <c>Type: message</c>. Empty where there is a result.</param>
public sealed record Attempt<T>(bool Success, T? Result, IReadOnlyList<string> ErrorLines);
