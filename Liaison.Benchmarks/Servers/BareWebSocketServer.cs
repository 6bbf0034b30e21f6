using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Liaison.Benchmarks.Servers;

/// <summary>Kestrel and the framework's WebSocket, with nothing on top: each message is answered once it is there as a whole.</summary>
internal sealed class BareWebSocketServer : MeasuredServer
{
    private const int BufferBytes = 64 * 1024;

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<WebSocket, WebSocket> _open = new();
    private readonly byte[] _event = Reading.SampleEvent.ToArray();
    private volatile byte[] _answer = CannedAnswer.Message(1);

    public BareWebSocketServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();

        // As Liaison's are, so that the ratio is not about pings.
        _app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(30), KeepAliveTimeout = TimeSpan.FromSeconds(20) });
        _app.Run(ServeAsync);
    }

    public override string Address => new Uri(_app.Urls.First()).Authority;

    public override Task StartAsync() => _app.StartAsync();

    public override void AnswerWith(int bytes) => _answer = CannedAnswer.Message(bytes);

    public override async ValueTask PublishAsync()
    {
        foreach (var (socket, _) in _open)
        {
            await socket.SendAsync(_event.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
    }

    public override async ValueTask PublishPicturesAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            foreach (var (socket, _) in _open)
            {
                await socket.SendAsync(Picture.Sample.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
            }
        }
    }

    public override ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        _open[socket] = socket;
        var buffer = new byte[BufferBytes];
        var begun = 0;
        try
        {
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(begun), context.RequestAborted);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                // A server has to have a message before it can do anything with it.
                begun = received.EndOfMessage ? 0 : begun + received.Count;
                if (begun == buffer.Length)
                {
                    Array.Resize(ref buffer, buffer.Length * 2);
                }

                if (received.EndOfMessage)
                {
                    await socket.SendAsync(_answer.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, context.RequestAborted);
                }
            }
        }
        catch (Exception failure) when (failure is WebSocketException or OperationCanceledException)
        {
            // The client left without saying so.
        }
        finally
        {
            _open.TryRemove(socket, out _);
        }
    }
}
