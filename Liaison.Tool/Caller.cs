using System.Net.WebSockets;
using System.Text.Json;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Tool;

/// <summary>Makes one call over a connection of its own, and prints what comes of it.</summary>
internal sealed class Caller(ICommandConnector connector)
{
    /// <summary>Prints the value on standard output, or the error's lines on standard error, and gives the exit code.</summary>
    /// <exception cref="ToolException">There was no reply.</exception>
    public async Task<int> RunAsync(Call call, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (timeout is { } patience)
        {
            limit.CancelAfter(patience);
        }

        try
        {
            return Print(await ExchangeAsync(call, limit.Token));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ToolException(ExitCodes.Failed, $"There was no reply within {timeout!.Value.TotalMilliseconds:0} ms. Give it longer with --timeout.");
        }
        catch (IOException problem) when (problem.InnerException is WebSocketException { WebSocketErrorCode: WebSocketError.NotAWebSocket })
        {
            var hint = $"The token that is presented is that of {ServeSettings.TokenVariable}, or of ?token= in the address.";
            throw new ToolException(ExitCodes.Failed, $"{problem.Message}\n{hint}", problem);
        }
        catch (IOException problem)
        {
            throw new ToolException(ExitCodes.Failed, problem.Message, problem);
        }
    }

    private async Task<JsonElement> ExchangeAsync(Call call, CancellationToken cancellationToken)
    {
        await using var connection = await connector.ConnectAsync(cancellationToken);
        await connection.SendAsync(new[] { new Frame(FrameKind.Text, call.ToRequest()) }, cancellationToken);
        while (await connection.ReceiveAsync(cancellationToken) is { } frame)
        {
            if (frame.Truncated)
            {
                throw new ToolException(ExitCodes.Failed, $"The reply is longer than the {frame.Bytes.Length} bytes that are accepted.");
            }

            var message = Read(frame);
            if (Call.IsReply(message))
            {
                return message;
            }
        }

        throw new ToolException(ExitCodes.Failed, "The connection was closed without a reply. See what the host has logged.");
    }

    private static JsonElement Read(Frame frame)
    {
        try
        {
            return JsonElement.Parse(frame.Bytes.Span, new JsonDocumentOptions { MaxDepth = 1_000 });
        }
        catch (JsonException problem)
        {
            throw new ToolException(ExitCodes.Failed, $"What answers there is not a Liaison host: it sent no JSON. {problem.Message}", problem);
        }
    }

    private static int Print(JsonElement reply)
    {
        if (reply.TryGetProperty("response"u8, out var value))
        {
            StandardStream.WriteLine(Console.OpenStandardOutput(), value.GetRawText());
            return ExitCodes.Success;
        }

        var error = reply.GetProperty("error"u8);
        var lines = error.ValueKind == JsonValueKind.Array ? string.Concat(error.EnumerateArray()) : error.ToString() + "\n";
        StandardStream.Write(Console.OpenStandardError(), lines);
        return ExitCodes.Failed;
    }
}
