namespace Liaison.Contracts;

/// <summary>Makes a member of a contract, which gives an <see cref="IAsyncEnumerable{T}"/>, the events of a topic.</summary>
/// <param name="name">The topic, e.g. <c>session.started</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class TopicAttribute(string name) : Attribute
{
    /// <summary>The topic.</summary>
    public string Name { get; } = name;
}
