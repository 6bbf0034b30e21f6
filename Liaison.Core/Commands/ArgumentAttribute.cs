namespace Liaison.Commands;

/// <summary>Gives a command's parameter another name than it has in C#.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ArgumentAttribute : Attribute
{
    /// <summary>The name that peers use; null keeps the parameter's own.</summary>
    public string? Name { get; init; }
}
