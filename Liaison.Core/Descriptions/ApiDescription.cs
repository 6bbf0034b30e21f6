namespace Liaison.Descriptions;

/// <summary>What can be called and subscribed to: what <c>discover</c> tells, and what clients are generated from.</summary>
/// <param name="Title">The name of the whole.</param>
/// <param name="Version">Its version.</param>
public sealed record ApiDescription(string Title, string Version)
{
    /// <summary>The methods, ordered by name.</summary>
    public IReadOnlyList<MethodDescription> Methods { get; init; } = [];

    /// <summary>The topics, ordered by name.</summary>
    public IReadOnlyList<TopicDescription> Topics { get; init; } = [];

    /// <summary>The types that values refer to, ordered by name.</summary>
    public IReadOnlyList<ModelDescription> Models { get; init; } = [];

    /// <summary>The errors that methods declare, ordered by code.</summary>
    public IReadOnlyList<ErrorDescription> Errors { get; init; } = [];
}
