using System.Net.WebSockets;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Tool;

/// <summary>Makes one call over a connection of its own, and prints what comes of it.</summary>
internal sealed class Caller(ICommandConnector connector)
{
    // Text alone, which is all that liaison-py understands.
    private static readonly ClientOptions Options = new() { Attachments = false, MaxDepth = 1_000 };

    /// <summary>Prints the value on standard output, or the error's lines on standard error, and gives the exit code.</summary>
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
            var hint = $"The token that is presented is that of {ServeSettings.TokenVariable}, or of ?token= in the address.";
            throw new ToolException(ExitCodes.Failed, $"{problem.Message}\n{hint}", problem);
        }
        catch (IOException problem)
        {
            throw new ToolException(ExitCodes.Failed, problem.Message, problem);
        }
    }

    private async Task<int> PrintAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using var client = await LiaisonClient.ConnectAsync(connector, Options, cancellationToken);
        try
        {
            var value = await client.InvokeAsync<RawJson>(call, cancellationToken);
            StandardStream.WriteLine(Console.OpenStandardOutput(), value!.ToString());
            return ExitCodes.Success;
        }
        catch (LiaisonException failure) when (failure.Code == ErrorCode.Disconnected)
        {
            throw new ToolException(ExitCodes.Failed, "The connection was closed without a reply. See what the host has logged.", failure);
        }
        catch (LiaisonException failure)
        {
            StandardStream.Write(Console.OpenStandardError(), string.Concat(failure.RemoteLines));
            return ExitCodes.Failed;
        }
    }
}
