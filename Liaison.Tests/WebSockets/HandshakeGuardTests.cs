using System.Net;
using System.Net.WebSockets;
using FsCheck;
using FsCheck.Fluent;
using Liaison.Transports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using NUnit.Framework;

namespace Liaison.Tests.WebSockets;

public sealed class HandshakeGuardTests
{
    private const int Port = 8003;

    [TestCase("127.0.0.1", null)]
    [TestCase("127.9.9.9", null)]
    [TestCase("::1", null)]
    [TestCase("::ffff:127.0.0.1", null)]
    [TestCase(null, null)]
    [TestCase("192.0.2.1", 401)]
    [TestCase("::ffff:192.0.2.1", 401)]
    public void Without_a_token_a_peer_on_another_machine_is_refused(string? remote, int? status)
    {
        var guard = new HandshakeGuard(new WebSocketTransportOptions { AnyLocalProcess = true });
        var context = Handshake();
        context.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);

        Assert.That(guard.Check(context)?.Status, Is.EqualTo(status));
    }

    [TestCase("192.0.2.7", "192.0.2.7:8003", null)]
    [TestCase("::ffff:192.0.2.7", "192.0.2.7:8003", null)]
    [TestCase("2001:db8::7", "[2001:db8::7]:8003", null)]
    [TestCase("fe80::7%3", "[fe80::7]:8003", null)]
    [TestCase("192.0.2.7", "192.0.2.8:8003", 421)]
    [TestCase("192.0.2.7", "192.0.2.7:8004", 421)]
    [TestCase("192.0.2.7", "192.0.2.7", 421)]
    public void A_server_goes_by_the_address_that_the_peer_connected_to(string local, string host, int? status)
    {
        var guard = new HandshakeGuard(new WebSocketTransportOptions { AnyLocalProcess = true });
        var context = Handshake();
        context.Connection.LocalIpAddress = IPAddress.Parse(local);
        context.Request.Headers.Host = host;

        Assert.That(guard.Check(context)?.Status, Is.EqualTo(status));
    }

    [Test]
    public void A_schemes_own_port_may_be_left_out([Values("http", "https")] string scheme)
    {
        var guard = new HandshakeGuard(new WebSocketTransportOptions { AnyLocalProcess = true });
        var context = Handshake();
        context.Request.Scheme = scheme;
        context.Connection.LocalPort = scheme == "http" ? 80 : 443;
        context.Request.Headers.Host = "localhost";

        Assert.That(guard.Check(context), Is.Null);
    }

    [Test]
    public void Whatever_the_headers_hold_it_refuses_and_does_not_throw() => Prop.ForAll<string?[], string?[], string?[]>((host, origin, token) =>
    {
        var guard = new HandshakeGuard(new WebSocketTransportOptions { AllowedOrigins = ["http://good.example"] });
        var context = Handshake();
        context.Request.Headers.Origin = new StringValues(origin);
        context.Request.Headers.Authorization = new StringValues(token);
        context.Features.Set<IQueryFeature>(new QueryFeature(new QueryCollection(new Dictionary<string, StringValues> { ["token"] = token })));
        var refused = guard.Check(context) is not null;
        context.Request.Headers.Host = new StringValues(host);
        return refused && guard.Check(context) is not null;
    }).QuickCheckThrowOnFailure();

    [Test]
    public void What_parses_as_a_host_or_an_origin_is_written_as_one_that_parses_to_the_same() => Prop.ForAll<string>(text =>
        (!Authority.TryParse(text, out var host) || (Authority.TryParse(host.ToString(), out var hostAgain) && host == hostAgain))
        && (text is null || !Origin.TryParse("http://" + text, out var origin) || (Origin.TryParse(origin.ToString(), out var originAgain) && origin == originAgain)))
        .QuickCheckThrowOnFailure();

    private static DefaultHttpContext Handshake()
    {
        var context = new DefaultHttpContext();
        context.Features.Set<IHttpWebSocketFeature>(new AnyRequestIsAHandshake());
        context.Connection.LocalIpAddress = IPAddress.Loopback;
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Connection.LocalPort = Port;
        context.Request.Scheme = "http";
        context.Request.Headers.Host = $"localhost:{Port}";
        return context;
    }

    private sealed class AnyRequestIsAHandshake : IHttpWebSocketFeature
    {
        public bool IsWebSocketRequest => true;

        public Task<WebSocket> AcceptAsync(WebSocketAcceptContext context) => throw new NotSupportedException();
    }
}
