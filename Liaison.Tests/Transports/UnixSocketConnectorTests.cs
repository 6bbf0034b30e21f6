using System.Net.Sockets;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

/// <summary>A connector at a socket whose queue of waiting peers is full.</summary>
[CancelAfter(60_000)]
[Platform("Linux")]
internal sealed class UnixSocketConnectorTests
{
    private readonly string _path = SocketPaths.Fresh();
    private readonly List<Stream> _waiting = [];
    private Socket _listener = null!;

    [SetUp]
    public async Task Fill()
    {
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen(backlog: 1);
        try
        {
            while (true)
            {
                _waiting.Add(await SocketPaths.ConnectAsync(_path, CancellationToken.None));
            }
        }
        catch (SocketException full)
        {
            Assert.That(full.SocketErrorCode, Is.EqualTo(SocketError.WouldBlock));
        }
    }

    [TearDown]
    public void Close()
    {
        _waiting.ForEach(stream => stream.Dispose());
        _listener.Dispose();
        File.Delete(_path);
    }

    [Test]
    public async Task The_connector_waits_until_the_host_accepts_peers(CancellationToken token)
    {
        var connector = new UnixSocketConnector(_path, new UnixSocketOptions { ConnectTimeout = TimeSpan.FromMinutes(1) });
        var connecting = connector.ConnectAsync(token).AsTask();
        Assert.That(connecting.IsCompleted, Is.False);

        using var accepted = await _listener.AcceptAsync(token);

        await using var connection = await connecting;
        Assert.That(connection.Remote.Transport, Is.EqualTo("unix"));
    }

    [Test]
    public void After_the_time_limit_the_error_names_both_limits(CancellationToken token)
    {
        var connector = new UnixSocketConnector(_path, new UnixSocketOptions { ConnectTimeout = TimeSpan.Zero });

        Assert.That(
            async () => await connector.ConnectAsync(token),
            Throws.InstanceOf<IOException>().With.Message.Contains("ConnectTimeout").And.Message.Contains("MaxConnections"));
    }

    [Test]
    public async Task A_wait_can_be_canceled(CancellationToken token)
    {
        using var canceling = CancellationTokenSource.CreateLinkedTokenSource(token);
        var connecting = new UnixSocketConnector(_path, new UnixSocketOptions { ConnectTimeout = TimeSpan.FromMinutes(1) }).ConnectAsync(canceling.Token).AsTask();

        await canceling.CancelAsync();

        Assert.That(async () => await connecting, Throws.InstanceOf<OperationCanceledException>());
    }

    [TestCase(-1)]
    [TestCase(100_000)]
    public void A_time_limit_out_of_range_is_refused(int seconds) =>
        Assert.That(
            () => new UnixSocketConnector(_path, new UnixSocketOptions { ConnectTimeout = TimeSpan.FromSeconds(seconds) }),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
}
