using Liaison.Transports;

namespace Liaison.Tests.Faults;

/// <summary>The two ends of a link with a proxy between them.</summary>
/// <param name="Transport">The host's.</param>
/// <param name="Around">Connects past the proxy.</param>
/// <param name="Through">Connects through the proxy.</param>
/// <param name="Proxy">The proxy.</param>
internal sealed record FaultEnds(ICommandTransport Transport, ICommandConnector Around, ICommandConnector Through, FaultProxy Proxy);
