using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Contracts;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Tests.Transports;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>One companion for peers of every protocol at once: three on one WebSocket port, and LibMedium on a Unix socket beside it.</summary>
[CancelAfter(60_000)]
internal sealed class FourProtocolsTests
{
    private const string Specification = """
        namespace board.game
        class Board
        event moved(name: string, steps: int32)
        method move(name: string, steps: int32): int32
        method position(name: string): int32
        method fall(name: string): int32
        exception OffTheBoard
        """;

    [Test]
    public async Task Each_client_sees_what_the_others_do_and_their_events(CancellationToken token)
    {
        await using var served = await Served.StartAsync(token);
        LiaisonClient[] clients =
        [
            await served.ConnectAsync(LiaisonProtocol.Instance, token),
            await served.ConnectAsync(JsonRpcProtocol.Instance, token),
            await served.ConnectAsync(new WslinkProtocol(new WslinkOptions { Version = WslinkVersion.One }), token),
            await served.ConnectAsync(WslinkProtocol.Instance, token),
            await served.ConnectLibMediumAsync(token),
        ];
        var loops = new List<EventLoop<RawJson>>();
        try
        {
            foreach (var client in clients)
            {
                loops.Add(await EventLoop<RawJson>.StartAsync(client, "moved", token));
            }

            var position = 0;
            foreach (var (steps, mover) in clients.Index())
            {
                position += steps + 1;
                Assert.That(await mover.InvokeAsync<int>("move", ["ada", steps + 1], token), Is.EqualTo(position));
                foreach (var (client, loop) in clients.Zip(loops))
                {
                    Assert.That(await client.InvokeAsync<int>("position", ["ada"], token), Is.EqualTo(position));
                    var moved = RawMove.Of((await loop.NextAsync()).Value!);
                    Assert.That(moved, Is.EqualTo(("ada", steps + 1)));
                }
            }
        }
        finally
        {
            foreach (var loop in loops)
            {
                await loop.DisposeAsync();
            }

            foreach (var client in clients)
            {
                await client.DisposeAsync();
            }
        }
    }

    [Test]
    public async Task A_declared_exception_is_the_same_to_each_client_and_carries_what_its_protocol_has_a_form_for(CancellationToken token)
    {
        await using var served = await Served.StartAsync(token);
        IWireProtocol[] protocols = [LiaisonProtocol.Instance, JsonRpcProtocol.Instance, new WslinkProtocol(new WslinkOptions { Version = WslinkVersion.One }), WslinkProtocol.Instance];
        var carried = new List<int?>();
        foreach (var protocol in protocols)
        {
            await using var client = await served.ConnectAsync(protocol, token);
            carried.Add(await FallAsync(client));
        }

        await using var libMedium = await served.ConnectLibMediumAsync(token);
        Assert.That(carried, Is.EqualTo(new int?[] { 65, 65, 65, 65 }));
        Assert.That(await FallAsync(libMedium), Is.Null);

        async Task<int?> FallAsync(LiaisonClient client)
        {
            var failure = (await Assert.ThrowsAsync<LiaisonException>(() => client.InvokeAsync<int>("fall", ["ada"], token)))!;
            Assert.That((failure.Code, failure.Message), Is.EqualTo(("off_the_board", "ada fell.")));
            return failure.ReadMember<int?>("Field");
        }
    }

    private sealed class OffTheBoardException(string message) : Exception(message)
    {
        public int Field { get; init; }
    }

    private static class RawMove
    {
        public static (string?, int) Of(RawJson value)
        {
            using var json = System.Text.Json.JsonDocument.Parse(value.Utf8);
            return (json.RootElement.GetProperty("name").GetString(), json.RootElement.GetProperty("steps").GetInt32());
        }
    }

    private sealed class Board
    {
        private readonly Dictionary<string, int> _positions = [];

        public LiaisonHost? Host { get; set; }

        [Command("move")]
        public async Task<int> MoveAsync(string name, int steps)
        {
            _positions[name] = _positions.GetValueOrDefault(name) + steps;
            await Host!.PublishAsync("moved", new Dictionary<string, object> { ["name"] = name, ["steps"] = steps });
            return _positions[name];
        }

        [Command("fall")]
        [Throws(typeof(OffTheBoardException), "off_the_board")]
        public int Fall(string name) => throw new OffTheBoardException($"{name} fell.") { Field = 65 };

        [Command("position")]
        public int Position(string name) => _positions.GetValueOrDefault(name);
    }

    private sealed class Served : IAsyncDisposable
    {
        private readonly LibMediumProtocol _libMedium = new(LibMediumSpecification.Parse(Specification));
        private readonly WebSocketTransport _webSocket = new("127.0.0.1:0", new WebSocketTransportOptions { TokenInFirstMessage = true, SubProtocols = [] });
        private readonly string _path = SocketPaths.Fresh();
        private readonly Companion _companion = new();
        private readonly LiaisonHost _host;
        private readonly UnixSocketOptions _unix = new() { Framing = StreamFraming.Length64 };

        private Served()
        {
            var board = new Board();
            _companion.Commands.AddFrom(board);
            IWireProtocol[] protocols = [LiaisonProtocol.Instance, JsonRpcProtocol.Instance, WslinkProtocol.Instance, _libMedium];
            _host = new LiaisonHost(_companion, new HostOptions { Protocols = protocols }).Add(_webSocket).Add(new UnixSocketTransport(_path, _unix));
            board.Host = _host;
        }

        public static async Task<Served> StartAsync(CancellationToken token)
        {
            var served = new Served();
            await served._host.StartAsync(token);
            return served;
        }

        /// <summary>Connects over the WebSocket: a wslink client proves itself by its hello, the others by their handshake.</summary>
        public Task<LiaisonClient> ConnectAsync(IWireProtocol protocol, CancellationToken token)
        {
            var inHandshake = protocol is WslinkProtocol ? null : _webSocket.Token;
            var connector = new WebSocketConnector(new Uri("ws://" + _webSocket.Address), new WebSocketConnectorOptions { Token = inHandshake });
            return LiaisonClient.ConnectAsync(connector, new ClientOptions { Protocol = protocol, Token = _webSocket.Token }, token);
        }

        public Task<LiaisonClient> ConnectLibMediumAsync(CancellationToken token) =>
            LiaisonClient.ConnectAsync(new UnixSocketConnector(_path, _unix), new ClientOptions { Protocol = _libMedium }, token);

        public async ValueTask DisposeAsync()
        {
            await _host.DisposeAsync();
            await _companion.DisposeAsync();
        }
    }
}
