namespace Liaison.Generators;

/// <summary>A contract that code is generated for.</summary>
/// <param name="Type">The interface, with every namespace.</param>
/// <param name="FileName">The name of the generated file.</param>
/// <param name="Prefix">What the names of its commands begin with; empty for nothing.</param>
/// <param name="Members">Its members, those of the interfaces that it inherits included.</param>
internal sealed record ContractModel(string Type, string FileName, string Prefix, EquatableArray<MemberModel> Members)
{
    /// <summary>What the comments say of the members and their values.</summary>
    public EquatableArray<TypeDocumentation> Documentation { get; init; }
}
