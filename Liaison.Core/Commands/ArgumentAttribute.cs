namespace Liaison.Commands;

/// <summary>Gives a parameter of a command a name other than its C# name.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ArgumentAttribute : Attribute
{
    /// <summary>The name that peers use; null keeps the parameter's C# name.</summary>
    public string? Name { get; init; }
}
