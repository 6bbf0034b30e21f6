namespace Liaison.Tests.Rfc6455;

/// <summary>Something that a peer sends on an open connection.</summary>
/// <param name="Section">Where RFC 6455 speaks of it.</param>
/// <param name="Sent">What is sent, in words.</param>
/// <param name="Demand">What the standard wants.</param>
/// <param name="Happens">What happens here, as <see cref="Outcome"/> writes it.</param>
/// <param name="Bytes">The same in bytes. A close with status 1000 follows.</param>
internal sealed record WireCase(string Section, string Sent, Demand Demand, string Happens, byte[] Bytes)
{
    /// <summary>Whether it was taken though the connection must be failed.</summary>
    public bool IsLetThrough => Demand == Demand.Fail && Happens.EndsWith(Outcome.Well, StringComparison.Ordinal);

    public override string ToString() => $"{Section}: {Sent}";
}
