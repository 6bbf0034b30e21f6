namespace Liaison.Commands;

/// <summary>A parameter of a command, as callers see it.</summary>
/// <param name="Name">The name that peers use.</param>
/// <param name="Type">The type that its value is read as.</param>
/// <param name="IsOptional">Whether a call may omit it.</param>
/// <param name="Default">The value of an omitted parameter.</param>
public sealed record CommandParameter(string Name, Type Type, bool IsOptional, object? Default)
{
    /// <summary>Whether the parameter collects all remaining arguments, by position or by name.</summary>
    public bool IsCollector { get; init; }
}
