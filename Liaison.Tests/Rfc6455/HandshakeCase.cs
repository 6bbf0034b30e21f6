namespace Liaison.Tests.Rfc6455;

/// <summary>A client's opening handshake.</summary>
/// <param name="Section">Where RFC 6455 speaks of it.</param>
/// <param name="Sent">What is sent, in words.</param>
/// <param name="Demand">What the standard wants.</param>
/// <param name="Status">The status of the answer; 101 is the upgrade.</param>
/// <param name="Request">The request, in which <c>{host}</c> stands for the server's name and port.</param>
internal sealed record HandshakeCase(string Section, string Sent, Demand Demand, int Status, string Request)
{
    /// <summary>Whether it was taken though it must be refused.</summary>
    public bool IsLetThrough => Demand == Demand.Fail && Status == 101;

    public override string ToString() => $"{Section}: {Sent}";
}
