namespace Liaison.Generators;

/// <summary>A method that can be called as a command.</summary>
/// <param name="Owner">The full name of the type that declares the method.</param>
/// <param name="Name">The method's name.</param>
/// <param name="Parameters">The parameters.</param>
internal sealed record MethodModel(string Owner, string Name, EquatableArray<ParameterModel> Parameters)
{
    /// <summary>Whether the method is static.</summary>
    public bool IsStatic { get; init; }

    /// <summary>Expressions with the property names of the exceptions that the method declares.</summary>
    public EquatableArray<string> ErrorMembers { get; init; }

    /// <summary>Whether the method returns nothing.</summary>
    public bool IsVoid { get; init; }
}
