using Liaison.Protocols;

namespace Liaison.Tests.Faults;

/// <summary>A way from clients to a host, and what is spoken over it.</summary>
/// <param name="Name">What the fixtures that run over it are called.</param>
/// <param name="Protocol">What is spoken.</param>
/// <param name="Open">Binds the host's end, at an address that nobody else uses, and puts a proxy before it.</param>
internal sealed record FaultLink(string Name, IWireProtocol Protocol, Func<IWireProtocol, FaultEnds> Open)
{
    public override string ToString() => Name;
}
