namespace Liaison.Tests.Features;

/// <summary>A way from clients to a host.</summary>
/// <param name="Name">What the fixtures that run over it are called.</param>
/// <param name="Open">Makes its two ends, at an address that nobody else uses.</param>
internal sealed record Link(string Name, Func<LinkEnds> Open)
{
    /// <summary>Whether binary frames can be told from text.</summary>
    public bool CarriesBinary { get; init; }

    /// <summary>Whether streams go over it in chunks; elsewhere they are gathered on the way, up to a limit.</summary>
    public bool Streams { get; init; } = true;

    /// <summary>Whether several clients can be connected at once.</summary>
    public bool TakesManyClients { get; init; } = true;

    /// <summary>Whether clients stay where the host ends, since there may be another one for them.</summary>
    public bool OutlivesHost { get; init; }

    /// <summary>Whether a client may go on reading when it sends nothing more, so that its commands are run to their end.</summary>
    public bool ReadsAfterEnd { get; init; }

    /// <summary>Whether sessions outlive the loss of this link.</summary>
    public bool Resumes { get; init; }
}
