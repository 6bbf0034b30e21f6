using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;
using Liaison.Values;

namespace Liaison.Tool;

/// <summary>Makes one call over its own connection, and prints the result.</summary>
/// <param name="connector">Connects to the host.</param>
/// <param name="protocol">The protocol of the host.</param>
/// <param name="token">The host's token, for a protocol that begins with a greeting; otherwise null.</param>
internal sealed class Caller(ICommandConnector connector, IWireProtocol protocol, string? token)
{
    // Sends only text, because liaison-py understands nothing else.
    private readonly ClientOptions _options = new() { Protocol = protocol, Token = token, Attachments = false, MaxDepth = 1_000 };

    /// <summary>Prints the value on standard output, or the lines of the error on standard error. Returns the exit code.</summary>
    /// <exception cref="ToolException">There was no reply.</exception>
    public async Task<int> RunAsync(CommandCall call, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (timeout is { } patience)
        {
            limit.CancelAfter(patience);
        }

        try
        {
            return await PrintAsync(call, limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ToolException(ExitCodes.Failed, $"There was no reply within {timeout!.Value.TotalMilliseconds:0} ms. Give it longer with --timeout.");
        }
        catch (IOException problem) when (problem.InnerException is WebSocketException { WebSocketErrorCode: WebSocketError.NotAWebSocket })
        {
            var hint = $"The token comes from {ServeSettings.TokenVariable}, or from ?token= in the address.";
            throw new ToolException(ExitCodes.Failed, $"{problem.Message}\n{hint}", problem);
        }
        catch (IOException problem)
        {
            throw new ToolException(ExitCodes.Failed, problem.Message, problem);
        }
    }

    private async Task<int> PrintAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using var client = await LiaisonClient.ConnectAsync(connector, _options, cancellationToken);
        try
        {
            var value = await client.InvokeAsync<RawJson>(call, cancellationToken);
            StandardStream.WriteLine(Console.OpenStandardOutput(), TerminalText.Json(TextOf(value!)));
            return ExitCodes.Success;
        }
        catch (LiaisonException failure) when (failure.Code == ErrorCode.Disconnected)
        {
            throw new ToolException(ExitCodes.Failed, "The connection was closed without a reply. See the host's log.", failure);
        }
        catch (LiaisonException failure)
        {
            StandardStream.Write(Console.OpenStandardError(), TerminalText.Lines(string.Concat(failure.RemoteLines)));
            return ExitCodes.Failed;
        }
    }

    // Attached bytes are shown in the JSON, as base64.
    private static string TextOf(RawJson value)
    {
        if (value.Attachments.Count == 0)
        {
            return value.ToString();
        }

        using var text = new FrameWriter();
        ValueWriter.Write(text, value, JsonSerializerOptions.Default);
        text.EndFrame(FrameKind.Text);
        return Encoding.UTF8.GetString(text.Frames.Span[0].Bytes.Span);
    }
}
