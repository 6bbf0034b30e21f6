namespace Liaison.Protocols;

/// <summary>What became of a specification's text.</summary>
/// <param name="Specification">What it declares; null where anything is wrong with it.</param>
/// <param name="Problems">What is wrong with it, in the order of the text; empty where nothing is.</param>
public sealed record ParsedSpecification(LibMediumSpecification? Specification, IReadOnlyList<SpecificationProblem> Problems);
