using System.Text;
using System.Text.Json;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Tool.Replay;

/// <summary>A connection that sends a recording. One user at a time.</summary>
internal sealed class ReplayedConnection(ICommandConnection connection) : IAsyncDisposable
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 1_000 };

    // Messages that arrived while another one was awaited.
    private readonly List<(FrameShape Shape, JsonElement Message)> _early = [];
    private Task<Frame?>? _receiving;

    public async Task SendAsync(string text, CancellationToken cancellationToken) =>
        await connection.SendAsync(new[] { new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(text)) }, cancellationToken);

    /// <summary>
    /// Returns the next message with that shape. Returns null if none arrives in time, or if the host has closed the connection.
    /// </summary>
    public async Task<JsonElement?> NextAsync(FrameShape shape, TimeSpan patience, CancellationToken cancellationToken)
    {
        var index = _early.FindIndex(early => early.Shape == shape);
        if (index >= 0)
        {
            var early = _early[index].Message;
            _early.RemoveAt(index);
            return early;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            while (await ReceiveAsync(limit.Token) is { } message)
            {
                var found = FrameShape.Of(message);
                if (found == shape)
                {
                    return message;
                }

                _early.Add((found, message));
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The message did not arrive in time.
        }

        return null;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    // The receive continues after a wait was given up: a canceled receive can break the connection.
    private async Task<JsonElement?> ReceiveAsync(CancellationToken cancellationToken)
    {
        _receiving ??= connection.ReceiveAsync(CancellationToken.None).AsTask();
        var frame = await _receiving.WaitAsync(cancellationToken);
        if (frame is null)
        {
            return null;
        }

        _receiving = null;
        try
        {
            using var document = JsonDocument.Parse(frame.Value.Bytes, Reading);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            // A binary frame. Recordings do not contain its bytes.
            return default(JsonElement);
        }
    }
}
