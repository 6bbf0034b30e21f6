namespace Liaison.Generators;

/// <summary>A declared exception, and how to create it from an error.</summary>
/// <param name="Code">The code on the wire.</param>
/// <param name="Construction">The expression that creates the exception from <c>error</c>.</param>
internal sealed record ErrorModel(string Code, string Construction);
