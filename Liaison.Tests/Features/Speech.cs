using Liaison.Protocols;

namespace Liaison.Tests.Features;

/// <summary>A protocol that the fixtures run over each link, and what it has a form for.</summary>
/// <param name="Name">What the fixtures that speak it are called.</param>
/// <param name="Protocol">The protocol.</param>
internal sealed record Speech(string Name, IWireProtocol Protocol)
{
    /// <summary>Whether the host can call its clients.</summary>
    public bool CallsBack { get; init; } = true;

    /// <summary>Whether commands report their progress, and send items of a sequence one by one.</summary>
    public bool Reports { get; init; } = true;

    /// <summary>Whether a call that runs can be canceled.</summary>
    public bool Cancels { get; init; } = true;

    /// <summary>Whether one call may have arguments by position and by name.</summary>
    public bool MixesArguments { get; init; } = true;

    /// <summary>Whether bytes are attached where frames may be binary.</summary>
    public bool Attaches { get; init; } = true;

    /// <summary>Whether a client can be told to send bytes as text.</summary>
    public bool AttachesAlways { get; init; }

    /// <summary>Whether streams go in chunks; elsewhere those that a command gives are answered as bytes, up to a limit.</summary>
    public bool Streams { get; init; }

    /// <summary>Whether calls that are sent together are one message.</summary>
    public bool Batches { get; init; }

    /// <summary>Whether a call that wants no answer gets none.</summary>
    public bool Notifies { get; init; } = true;

    /// <summary>Whether a client is sent every event, whether it asked for it or not.</summary>
    public bool SendsAllEvents { get; init; }

    /// <summary>Whether it needs binary frames.</summary>
    public bool NeedsBinary { get; init; }

    public override string ToString() => Name;
}
