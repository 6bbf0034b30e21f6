namespace Liaison.Protocols;

/// <summary>The type of a parameter, a member or a result.</summary>
/// <param name="Kind">The kind of its values.</param>
/// <param name="Element">The type of the elements, for an array; otherwise null.</param>
/// <param name="Model">The model, for a model; otherwise null.</param>
public sealed record DeclaredType(DeclaredTypeKind Kind, DeclaredType? Element = null, DeclaredModel? Model = null)
{
    /// <summary>Returns the type as a specification writes it: <c>**uint32</c>, <c>string</c>, <c>Student</c>.</summary>
    public override string ToString() => Kind switch
    {
        DeclaredTypeKind.Array => "*" + Element,
        DeclaredTypeKind.Model => Model!.Name,
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
