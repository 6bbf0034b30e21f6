using Liaison.Protocols;
using Liaison.Transports;

namespace Liaison.Tests.Features;

/// <summary>The two ends of a link.</summary>
/// <param name="Transport">The host's.</param>
/// <param name="Connector">Makes a client's, for a protocol, once the transport is bound.</param>
internal sealed record LinkEnds(ICommandTransport Transport, Func<IWireProtocol, ICommandConnector> Connector);
