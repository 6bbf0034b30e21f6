namespace Liaison.Generators;

/// <summary>A contract for which code is generated.</summary>
/// <param name="Type">The full name of the interface.</param>
/// <param name="FileName">The name of the generated file.</param>
/// <param name="Prefix">The prefix of the names of its commands; may be empty.</param>
/// <param name="Members">The members, including those of inherited interfaces.</param>
internal sealed record ContractModel(string Type, string FileName, string Prefix, EquatableArray<MemberModel> Members)
{
    /// <summary>The documentation comments of the members and their values.</summary>
    public EquatableArray<TypeDocumentation> Documentation { get; init; }
}
