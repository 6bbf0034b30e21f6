namespace Liaison.Generators;

/// <summary>A declared exception, and how it is made again from an error.</summary>
/// <param name="Code">Its code on the wire.</param>
/// <param name="Construction">The expression that makes it, of <c>error</c>.</param>
internal sealed record ErrorModel(string Code, string Construction);
