namespace Liaison.Tests.Rfc6455;

/// <summary>A server's answer to an opening handshake.</summary>
/// <param name="Section">Where RFC 6455 speaks of it.</param>
/// <param name="Sent">What is sent, in words.</param>
/// <param name="Demand">What the standard wants.</param>
/// <param name="IsTaken">Whether the client opens the connection.</param>
/// <param name="Answer">The answer, in which <c>{accept}</c> stands for the right accept key.</param>
internal sealed record AnswerCase(string Section, string Sent, Demand Demand, bool IsTaken, string Answer)
{
    /// <summary>Whether it was taken though the connection must be failed.</summary>
    public bool IsLetThrough => Demand == Demand.Fail && IsTaken;

    public override string ToString() => $"{Section}: {Sent}";
}
