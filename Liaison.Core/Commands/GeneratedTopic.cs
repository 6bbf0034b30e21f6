using System.ComponentModel;
using System.Reflection;

namespace Liaison.Commands;

/// <summary>A topic of a contract, and the events that an implementation of the contract publishes.</summary>
/// <remarks>For generated code.</remarks>
/// <param name="name">The topic's name.</param>
/// <param name="member">The contract's member: a method, or the getter of a property.</param>
/// <param name="events">Returns the events of an implementation, from now until the token fires.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GeneratedTopic(string name, MethodInfo member, Func<object, CancellationToken, IAsyncEnumerable<object?>> events)
{
    /// <summary>The topic's name.</summary>
    public string Name { get; } = name;

    /// <summary>The contract's member.</summary>
    public MethodInfo Member { get; } = member;

    /// <summary>Returns the events of an implementation.</summary>
    public Func<object, CancellationToken, IAsyncEnumerable<object?>> Events { get; } = events;
}
