using System.Net;
using System.Net.Sockets;
using Liaison.Messages;
using Liaison.Testing;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

/// <summary>The transport of the guide, under the contract that the guide sends its reader to.</summary>
public sealed class TcpTransportTests : TransportContract
{
    protected override ICommandTransport CreateTransport() => new TcpTransport(0);

    protected override ICommandTransport CreateTransportAt(string address) => new TcpTransport(IPEndPoint.Parse(address).Port);

    protected override ICommandConnector CreateConnector(ICommandTransport bound) => new TcpConnector(bound.Address);

    protected override async ValueTask<Stream?> ConnectRawAsync(ICommandTransport bound, CancellationToken cancellationToken) =>
        await TcpConnector.OpenAsync(bound.Address, cancellationToken);

    [Test]
    public void The_guide_shows_the_transport_that_is_tested()
    {
        var root = Repository();
        var guide = File.ReadAllText(Path.Combine(root, "docs", "writing-a-transport.md"));
        var code = File.ReadAllText(Path.Combine(root, "Liaison.Tests", "Transports", "TcpTransport.cs"));
        Assert.That(guide, Does.Contain("```csharp\n" + code + "```\n"), "Copy TcpTransport.cs into docs/writing-a-transport.md.");
        Assert.That(code.Split('\n'), Has.Length.LessThan(60));
    }

    private static string Repository()
    {
        var folder = TestContext.CurrentContext.TestDirectory;
        while (!File.Exists(Path.Combine(folder, "Liaison.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Run the tests inside the repository.");
        }

        return folder;
    }

    private sealed class TcpConnector(string address) : ICommandConnector
    {
        public static async ValueTask<Stream> OpenAsync(string address, CancellationToken cancellationToken)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPEndPoint.Parse(address), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                throw new IOException($"Nobody answers at {address}: {e.Message}. Start the host first.", e);
            }
        }

        public async ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken) =>
            new StreamConnection(await OpenAsync(address, cancellationToken), new PeerInfo("tcp", address));
    }
}
