namespace Liaison.Commands;

/// <summary>What a command takes.</summary>
/// <param name="Name">The name that peers use.</param>
/// <param name="Type">The type that its value is read as.</param>
/// <param name="IsOptional">Whether a call may leave it out.</param>
/// <param name="Default">The value that it then has.</param>
public sealed record CommandParameter(string Name, Type Type, bool IsOptional, object? Default)
{
    /// <summary>Whether it collects all arguments that are left, by position or by name.</summary>
    public bool IsCollector { get; init; }
}
