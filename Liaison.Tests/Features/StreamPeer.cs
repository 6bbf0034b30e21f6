using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Tests.WebSockets;
using Liaison.Transports;

namespace Liaison.Tests.Features;

/// <summary>A host, and a peer of it that writes the messages of streams itself, byte by byte.</summary>
internal sealed class StreamPeer : IAsyncDisposable
{
    private readonly Companion _companion;
    private readonly LiaisonHost _host;
    private readonly ICommandConnection _link;

    private StreamPeer(Companion companion, LiaisonHost host, ICommandConnection link) => (_companion, _host, _link) = (companion, host, link);

    /// <summary>What the host has logged.</summary>
    public required RecordedLog Log { get; init; }

    public static async Task<StreamPeer> ConnectAsync(StreamCommands commands, HostOptions options, CancellationToken token)
    {
        var log = new RecordedLog();
        var companion = new Companion();
        companion.Commands.AddFrom(commands);
        var transport = new InMemoryTransport();
        var host = new LiaisonHost(companion, options with { LoggerFactory = log }).Add(transport);
        await host.StartAsync(token);
        return new StreamPeer(companion, host, await new InMemoryConnector(transport).ConnectAsync(token)) { Log = log };
    }

    public async Task SendAsync(string json, CancellationToken token) =>
        await _link.SendAsync(new[] { new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(json)) }, token);

    public async Task SendAsync(byte kind, long stream, ReadOnlyMemory<byte> body, CancellationToken token) =>
        await _link.SendAsync(new[] { new Frame(FrameKind.Binary, Binary(kind, stream, body)) }, token);

    public async Task SendAsync(byte[] frame, CancellationToken token) => await _link.SendAsync(new[] { new Frame(FrameKind.Binary, frame) }, token);

    public Task GrantAsync(long stream, long bytes, CancellationToken token)
    {
        var body = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(body, bytes);
        return SendAsync(3, stream, body, token);
    }

    /// <summary>What comes next; null at the end.</summary>
    public async Task<Frame?> ReceiveAsync(CancellationToken token) => await _link.ReceiveAsync(token);

    /// <summary>What comes next, as JSON.</summary>
    public async Task<JsonElement> ReceiveJsonAsync(CancellationToken token) => JsonDocument.Parse((await ReceiveAsync(token))!.Value.Bytes).RootElement;

    /// <summary>The credit that comes next, and for which stream.</summary>
    public async Task<(long Stream, long Bytes)> ReceiveCreditAsync(CancellationToken token)
    {
        var bytes = (await ReceiveAsync(token))!.Value.Bytes.Span;
        return (BinaryPrimitives.ReadInt64LittleEndian(bytes[5..]), bytes[4] == 3 ? BinaryPrimitives.ReadInt64LittleEndian(bytes[13..]) : 0);
    }

    /// <summary>Whether the host closes the connection, whatever comes before.</summary>
    public async Task<bool> IsClosedAsync(CancellationToken token)
    {
        while (await ReceiveAsync(token) is not null)
        {
        }

        return true;
    }

    public async ValueTask DisposeAsync()
    {
        await _link.DisposeAsync();
        await _host.DisposeAsync();
        await _companion.DisposeAsync();
    }

    private static byte[] Binary(byte kind, long stream, ReadOnlyMemory<byte> body)
    {
        var frame = new byte[13 + body.Length];
        "LSN2"u8.CopyTo(frame);
        frame[4] = kind;
        BinaryPrimitives.WriteInt64LittleEndian(frame.AsSpan(5), stream);
        body.Span.CopyTo(frame.AsSpan(13));
        return frame;
    }
}
