namespace Liaison.Descriptions;

/// <summary>A command, as tools see it.</summary>
/// <param name="Name">The command's name.</param>
public sealed record MethodDescription(string Name)
{
    /// <summary>The name of the contract's interface; null for a command without a contract.</summary>
    public string? Contract { get; init; }

    /// <summary>The name of the C# member.</summary>
    public string? Member { get; init; }

    /// <summary>A description of the command; null if there is no text.</summary>
    public string? Summary { get; init; }

    /// <summary>The parameters, in order.</summary>
    public IReadOnlyList<ParameterDescription> Parameters { get; init; } = [];

    /// <summary>The type of the result, or of each item of a stream; null if there is no result.</summary>
    public ValueDescription? Result { get; init; }

    /// <summary>A description of the result; null if there is no text.</summary>
    public string? ResultSummary { get; init; }

    /// <summary>Whether callers may ask for the result's items one by one.</summary>
    public bool IsStream { get; init; }

    /// <summary>The type of progress reports; null if the command reports none.</summary>
    public ValueDescription? Progress { get; init; }

    /// <summary>The codes of the declared errors, ordered; each is in <see cref="ApiDescription.Errors"/>.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Whether every host has this command.</summary>
    public bool IsBuiltIn { get; init; }
}
