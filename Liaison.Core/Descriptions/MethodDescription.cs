namespace Liaison.Descriptions;

/// <summary>A command, as tools see it.</summary>
/// <param name="Name">The name that it is called by.</param>
public sealed record MethodDescription(string Name)
{
    /// <summary>The contract that it belongs to, by the name of its interface; null for a command of no contract.</summary>
    public string? Contract { get; init; }

    /// <summary>The name of the C# member.</summary>
    public string? Member { get; init; }

    /// <summary>What it does; null where nobody said.</summary>
    public string? Summary { get; init; }

    /// <summary>What it takes, in order.</summary>
    public IReadOnlyList<ParameterDescription> Parameters { get; init; } = [];

    /// <summary>What it gives, of a stream each item; null for nothing.</summary>
    public ValueDescription? Result { get; init; }

    /// <summary>What the result means; null where nobody said.</summary>
    public string? ResultSummary { get; init; }

    /// <summary>Whether it gives its items one by one to whoever asks for that.</summary>
    public bool IsStream { get; init; }

    /// <summary>What it reports before it ends; null where it reports nothing.</summary>
    public ValueDescription? Progress { get; init; }

    /// <summary>The codes of the errors that it declares, ordered; each is one of <see cref="ApiDescription.Errors"/>.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Whether every host has it.</summary>
    public bool IsBuiltIn { get; init; }
}
