namespace Liaison.Generators;

/// <summary>A method that can be called as a command.</summary>
/// <param name="Owner">The type that declares the method, with every namespace.</param>
/// <param name="Name">The method's name.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record MethodModel(string Owner, string Name, EquatableArray<ParameterModel> Parameters)
{
    /// <summary>Whether the method is called on no object.</summary>
    public bool IsStatic { get; init; }

    /// <summary>The expressions that name the properties of the exceptions that the method declares.</summary>
    public EquatableArray<string> ErrorMembers { get; init; }

    /// <summary>Whether the method returns nothing.</summary>
    public bool IsVoid { get; init; }
}
