namespace Liaison.Protocols;

/// <summary>The result of parsing a specification.</summary>
/// <param name="Specification">The specification, or null if there are problems.</param>
/// <param name="Problems">The problems, in the order of the text; empty if there are none.</param>
public sealed record ParsedSpecification(LibMediumSpecification? Specification, IReadOnlyList<SpecificationProblem> Problems);
