namespace Liaison.Contracts;

/// <summary>Makes a contract member of type <see cref="IAsyncEnumerable{T}"/> a topic: its items are the events.</summary>
/// <param name="name">The topic's name, e.g. <c>session.started</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class TopicAttribute(string name) : Attribute
{
    /// <summary>The topic's name.</summary>
    public string Name { get; } = name;
}
