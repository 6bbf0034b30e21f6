namespace Liaison.Client;

/// <summary>The outcome of a function that was tried.</summary>
/// <typeparam name="T">The type that the result is read as.</typeparam>
/// <param name="Success">Whether the function returned a result.</param>
/// <param name="Result">The result; the default value after a failure.</param>
/// <param name="ErrorLines">The host's error, line by line. The last line is <c>Type: message</c>. Empty after a success.</param>
public sealed record Attempt<T>(bool Success, T? Result, IReadOnlyList<string> ErrorLines);
