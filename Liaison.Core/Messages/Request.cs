namespace Liaison.Messages;

/// <summary>A peer asks for a command to be run.</summary>
public sealed class Request : Envelope
{
    /// <summary>The command's name; empty where the message has none (<see cref="Problem"/> then says so).</summary>
    public string Command { get; init; } = "";

    /// <summary>The arguments, still in UTF-8 JSON.</summary>
    public CommandArguments Arguments { get; init; } = CommandArguments.None;

    /// <summary>
    /// What the protocol repeats in its answer, so that the peer can tell which request it belongs to. Its form is the protocol's own:
    /// the whole request in one, an id in another.
    /// </summary>
    public ReadOnlyMemory<byte> Echo { get; init; }

    /// <summary>Why the message cannot be run although it asks for an answer: it is answered with this, and never reaches a command.</summary>
    public CommandError? Problem { get; init; }

    /// <summary>The bytes that the message holds in memory, for the limit on what a peer may have pending.</summary>
    public int Size { get; init; }
}
