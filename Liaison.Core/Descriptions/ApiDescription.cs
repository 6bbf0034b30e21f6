namespace Liaison.Descriptions;

/// <summary>A description of commands and topics. <c>discover</c> returns it, and clients are generated from it.</summary>
/// <param name="Title">The title.</param>
/// <param name="Version">The version.</param>
public sealed record ApiDescription(string Title, string Version)
{
    /// <summary>The methods, ordered by name.</summary>
    public IReadOnlyList<MethodDescription> Methods { get; init; } = [];

    /// <summary>The topics, ordered by name.</summary>
    public IReadOnlyList<TopicDescription> Topics { get; init; } = [];

    /// <summary>The named types of values, ordered by name.</summary>
    public IReadOnlyList<ModelDescription> Models { get; init; } = [];

    /// <summary>The errors that methods declare, ordered by code.</summary>
    public IReadOnlyList<ErrorDescription> Errors { get; init; } = [];
}
