namespace Liaison.Commands;

/// <summary>
/// Marks a command that is run on a connection's read loop, in its turn among what the peer sent: what the peer sends next finds it
/// done. Such a command waits for nothing.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ImmediateAttribute : Attribute;
