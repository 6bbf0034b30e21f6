using System.Net;
using System.Net.Sockets;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

[NonParallelizable]
[CancelAfter(60_000)]
public sealed class ListeningTests
{
    [Test]
    public async Task Localhost_is_both_loopback_addresses_on_one_port(CancellationToken cancellationToken)
    {
        await using var transport = await Served.BindAsync(address: "localhost:0");
        var port = transport.Address.Split(':')[1];
        using var v4 = await RawPeer.UpgradeAsync("127.0.0.1:" + port, cancellationToken);
        v4.Reset();

        Assert.That(transport.Address, Does.Match("^localhost:[1-9][0-9]*$"));
        if (!Socket.OSSupportsIPv6)
        {
            Assert.Ignore("This machine has no IPv6: localhost is 127.0.0.1 alone.");
        }

        using var v6 = await RawPeer.UpgradeAsync("[::1]:" + port, cancellationToken);
        v6.Reset();
    }

    [Test]
    public async Task A_port_that_is_free_on_one_loopback_address_alone_is_not_taken()
    {
        // Many at once, so that ports given out for one address are taken on the other.
        var transports = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Served.BindAsync(address: "localhost:0")));
        var ports = transports.Select(transport => transport.Address).ToArray();
        await Task.WhenAll(transports.Select(transport => transport.DisposeAsync().AsTask()));

        Assert.That(ports, Is.Unique);
    }

    [TestCase("localhost")]
    [TestCase("127.0.0.1")]
    public async Task A_port_that_is_taken_fails_in_bind_with_the_fix(string host)
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var address = $"{host}:{((IPEndPoint)taken.LocalEndPoint!).Port}";
        await using var transport = new WebSocketTransport(address);

        var exception = await Assert.ThrowsAsync<BindException>(async () => await transport.BindAsync(CancellationToken.None));

        Assert.That(exception!.Address, Is.EqualTo(address));
        Assert.That(exception.Message, Does.Contain("is taken").And.Contains("choose another port"));
    }

    [TestCase("", "Write it as host:port")]
    [TestCase("localhost", "Write it as host:port")]
    [TestCase("localhost:", "Write it as host:port")]
    [TestCase("localhost:65536", "Write it as host:port")]
    [TestCase("localhost:-1", "Write it as host:port")]
    [TestCase("ws://localhost:0", "Write it as host:port")]
    [TestCase("localhost:0/?token=x", "Write it as host:port")]
    [TestCase("localhost:0/a//b", "Write it as host:port")]
    [TestCase("[::1", "Write it as host:port")]
    [TestCase("::1:0", "Write it as host:port")]
    [TestCase("127.1:0", "usual notation")]
    [TestCase("desk.example:0", "localhost")]
    [TestCase("0.0.0.0:0", "AllowRemote")]
    [TestCase("[::]:0", "AllowRemote")]
    [TestCase("192.0.2.1:0", "AllowRemote")]
    public async Task An_address_that_is_not_allowed_fails_in_bind_with_the_fix(string address, string fix)
    {
        await using var transport = new WebSocketTransport(address);

        var exception = await Assert.ThrowsAsync<BindException>(async () => await transport.BindAsync(CancellationToken.None));

        Assert.That(exception!.Message, Does.Contain(fix));
    }

    private static readonly object[] Remote =
    [
        new object[] { "0.0.0.0:0", new WebSocketTransportOptions { AllowRemote = true }, "Certificate" },
        new object[] { "0.0.0.0:0", new WebSocketTransportOptions { AllowRemote = true, AllowPlaintext = true, AnyLocalProcess = true }, "AnyLocalProcess" },
        new object[] { "192.0.2.77:0", new WebSocketTransportOptions { AllowRemote = true, AllowPlaintext = true }, "not an address of this machine" },
    ];

    [TestCaseSource(nameof(Remote))]
    public async Task Other_machines_are_not_served_without_protection(string address, WebSocketTransportOptions options, string fix)
    {
        await using var transport = new WebSocketTransport(address, options);

        var exception = await Assert.ThrowsAsync<BindException>(async () => await transport.BindAsync(CancellationToken.None));

        Assert.That(exception!.Message, Does.Contain(fix));
    }

    [TestCase("0.0.0.0")]
    [TestCase("[::]")]
    public async Task Other_machines_are_served_where_plaintext_is_allowed_by_name(string host)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        await using var transport = await Served.BindAsync(new WebSocketTransportOptions { AllowRemote = true, AllowPlaintext = true }, host + ":0");

        using var peer = await RawPeer.UpgradeAsync("127.0.0.1:" + transport.Address.Split(':')[^1], cancellationToken);
        peer.Reset();

        Assert.That(transport.Address, Does.StartWith(host + ":").And.Not.EndsWith(":0"));
    }

    [Test]
    public async Task A_certificate_makes_it_TLS(CancellationToken cancellationToken)
    {
        await using var served = await TlsServed.OpenAsync(cancellationToken);
        var head = new byte[12];
        await served.Client.ReadExactlyAsync(head, cancellationToken);

        Assert.That(System.Text.Encoding.ASCII.GetString(head), Is.EqualTo("HTTP/1.1 101"));
    }

    [Test]
    public async Task The_environment_of_an_ASP_NET_Core_application_changes_nothing()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://127.0.0.1:1");
        try
        {
            await using var transport = await Served.BindAsync();
            Assert.That(transport.Address, Does.StartWith("127.0.0.1:").And.Not.EndsWith(":1"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("ASPNETCORE_URLS", null);
        }
    }
}
