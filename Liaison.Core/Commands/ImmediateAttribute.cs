namespace Liaison.Commands;

/// <summary>
/// Marks a command that runs on the connection's read loop, in order with the peer's messages. It has ended before the next message is
/// handled, so it must not wait.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ImmediateAttribute : Attribute;
