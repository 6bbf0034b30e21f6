using System.Text;
using Liaison.Messages;

namespace Liaison.Tests.BadInput;

/// <summary>A message that cannot be done as it asks, and the error that it is answered with.</summary>
/// <param name="Name">What is wrong, in a few words.</param>
/// <param name="Bytes">The message.</param>
/// <param name="Code">The error's code.</param>
/// <param name="Fix">What the error's text says, among other things: what to do instead.</param>
internal sealed record BadMessage(string Name, byte[] Bytes, string Code, string Fix)
{
    public BadMessage(string name, string text, string code, string fix)
        : this(name, Encoding.UTF8.GetBytes(text), code, fix)
    {
    }

    public FrameKind Kind { get; init; } = FrameKind.Text;

    /// <summary>What is echoed; null for the message itself.</summary>
    public string? Evt { get; init; }

    /// <summary>A message that is not JSON, so that nothing of it can be echoed.</summary>
    public static BadMessage Unreadable(string name, string text, string fix) => new(name, text, ErrorCode.BadMessage, fix) { Evt = "{}" };

    /// <summary>A readable message for a command; the arguments are JSON.</summary>
    public static BadMessage Call(string name, string command, string args, string code, string fix) =>
        new(name, $$"""{"command":{"command":"{{command}}","args":[{{args}}]},"id":7}""", code, fix);

    public override string ToString() => Name;
}
