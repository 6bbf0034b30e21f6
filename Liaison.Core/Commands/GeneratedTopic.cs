using System.ComponentModel;
using System.Reflection;

namespace Liaison.Commands;

/// <summary>A topic of a contract, and the events that an implementation of the contract gives.</summary>
/// <remarks>For generated code.</remarks>
/// <param name="name">The topic.</param>
/// <param name="member">The contract's member: a method, or the getter of a property.</param>
/// <param name="events">Gives the events of an implementation, from now on until the token fires.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GeneratedTopic(string name, MethodInfo member, Func<object, CancellationToken, IAsyncEnumerable<object?>> events)
{
    /// <summary>The topic.</summary>
    public string Name { get; } = name;

    /// <summary>The contract's member.</summary>
    public MethodInfo Member { get; } = member;

    /// <summary>Gives the events of an implementation.</summary>
    public Func<object, CancellationToken, IAsyncEnumerable<object?>> Events { get; } = events;
}
