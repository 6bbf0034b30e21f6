namespace Liaison.Commands;

/// <summary>Gives a command's parameter another name than it has in C#.</summary>
/// <param name="name">The name that peers use.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ArgumentAttribute(string name) : Attribute
{
    /// <summary>The name that peers use.</summary>
    public string Name { get; } = name;
}
