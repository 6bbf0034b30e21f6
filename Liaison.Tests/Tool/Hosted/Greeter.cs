using Liaison.Hosting;

namespace Liaison.Tests.Tool.Hosted;

/// <summary>What a front end makes with <c>init</c>, giving it the host.</summary>
public sealed class Greeter(LiaisonHost liaison, string greeting = "Hello")
{
    public int Peers => liaison.ConnectionCount;

    public string Greet(string name) => $"{greeting}, {name}!";

    public string Fail(string reason) => throw new InvalidOperationException(reason);
}
