namespace Liaison.Commands;

/// <summary>
/// Marks a command that passes its context and its unread arguments to a function, and keeps neither. The function may keep them
/// (<see cref="CallSignature.MayKeepCall"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PassesCallAttribute : Attribute;
