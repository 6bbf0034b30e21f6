namespace Liaison.Protocols;

/// <summary>The type of a parameter, a member or a result.</summary>
/// <param name="Kind">What its values are.</param>
/// <param name="Element">Of an array the type of its elements; else null.</param>
/// <param name="Model">Of a model the model; else null.</param>
public sealed record DeclaredType(DeclaredTypeKind Kind, DeclaredType? Element = null, DeclaredModel? Model = null)
{
    /// <summary>As a specification writes it: <c>**uint32</c>, <c>string</c>, <c>Student</c>.</summary>
    public override string ToString() => Kind switch
    {
        DeclaredTypeKind.Array => "*" + Element,
        DeclaredTypeKind.Model => Model!.Name,
        _ => Kind.ToString().ToLowerInvariant(),
    };
}
