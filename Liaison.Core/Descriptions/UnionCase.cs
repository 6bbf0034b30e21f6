namespace Liaison.Descriptions;

/// <summary>A case of a union.</summary>
/// <param name="Json">The discriminator's value: a number, or a string with quotes.</param>
/// <param name="Model">The name of the model.</param>
public sealed record UnionCase(string Json, string Model);
