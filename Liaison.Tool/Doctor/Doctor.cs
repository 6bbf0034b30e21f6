using System.Diagnostics;
using Liaison.Client;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Tool;

/// <summary>
/// Follows the steps of a front end: reach the host, be admitted, be understood, get an answer. It reports the step that fails, and
/// why.
/// </summary>
internal sealed class Doctor(DoctorSettings settings)
{
    private readonly Diagnosis _diagnosis = new();

    /// <summary>Examines the host.</summary>
    /// <exception cref="ToolException">The address is not valid.</exception>
    public async Task<Diagnosis> ExamineAsync(CancellationToken cancellationToken)
    {
        var connector = CallAddress.Connector(settings.Address, settings.Token, StreamFraming.Detect, settings.Origin);
        await ReachAsync(connector, cancellationToken);
        if (_diagnosis.IsHealthy)
        {
            await SpeakAsync(connector, cancellationToken);
        }

        return _diagnosis;
    }

    private async Task ReachAsync(ICommandConnector connector, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var isLetIn = settings.Address.Split(':')[0] switch
        {
            "ws" or "wss" => await new WebSocketProbe(settings, _diagnosis).IsLetInAsync(cancellationToken),
            "unix" => await new UnixSocketProbe(settings.Address["unix:".Length..], _diagnosis).IsLetInAsync(cancellationToken),
            _ => await IsConnectedAsync(connector, cancellationToken),
        };
        if (isLetIn)
        {
            _diagnosis.Ok($"Connected in {clock.Elapsed.TotalMilliseconds:0} ms.");
        }
    }

    // For a pipe, a process and a NATS server, the connector's error text gives the reason.
    private async Task<bool> IsConnectedAsync(ICommandConnector connector, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.Timeout);
        try
        {
            await using var connection = await connector.ConnectAsync(limit.Token);
            return true;
        }
        catch (IOException problem) when (problem.InnerException is UnauthorizedAccessException)
        {
            _diagnosis.Problem(ExitCodes.Refused, $"The pipe belongs to another user than {Environment.UserName}. Run this as the user who runs the host.");
        }
        catch (IOException problem)
        {
            _diagnosis.Problem(ExitCodes.Unreachable, problem.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _diagnosis.Problem(ExitCodes.Unreachable, $"No host accepted the connection within {settings.Timeout.TotalMilliseconds:0} ms. Check that the host runs, or give it longer with --timeout.");
        }

        return false;
    }

    private async Task SpeakAsync(ICommandConnector connector, CancellationToken cancellationToken)
    {
        var wanted = settings.Protocol ?? CallProtocol.Default;
        var first = await TryAsync(connector, wanted, cancellationToken);
        if (first.IsAnswered)
        {
            return;
        }

        foreach (var other in CallProtocol.Names.Where(name => name != wanted && name != SpecificationFile.Protocol))
        {
            if ((await TryAsync(connector, other, cancellationToken, isTrial: true)).IsAnswered)
            {
                _diagnosis.Problem(ExitCodes.OtherProtocol, $"The host speaks {other}, not {wanted}. Use {other} in the front end, or make the host speak {wanted} too. For `liaison call`, add --protocol {other}.");
                return;
            }
        }

        _diagnosis.Problem(first.ExitCode, first.Problem);
    }

    // A trial only tests whether there is an answer. It reports nothing itself.
    private async Task<Attempt> TryAsync(ICommandConnector connector, string protocol, CancellationToken cancellationToken, bool isTrial = false)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.Timeout);
        var options = new ClientOptions { Protocol = CallProtocol.Of(protocol, specification: null), Token = settings.Token, Attachments = false, MaxDepth = 1_000 };
        try
        {
            await using var client = await LiaisonClient.ConnectAsync(connector, options, limit.Token);
            await client.PingAsync(limit.Token);
            if (!isTrial)
            {
                _diagnosis.Ok($"It speaks {protocol}.");
                await new HealthCheck(client, settings, _diagnosis).RunAsync(cancellationToken);
            }

            return new Attempt(ExitCodes.Success, "");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Attempt(
                ExitCodes.Unhealthy,
                $"The host accepts connections, but did not answer a ping within {settings.Timeout.TotalMilliseconds:0} ms. The process is suspended or stopped in a debugger, or all its threads are blocked, or it is not a host of Liaison.");
        }
        catch (LiaisonException failure) when (failure.Code == ErrorCode.Unauthorized)
        {
            return new Attempt(ExitCodes.Refused, $"It refuses: {failure.Message}");
        }
        catch (LiaisonException failure)
        {
            return new Attempt(ExitCodes.OtherProtocol, $"It speaks none of {string.Join(", ", CallProtocol.Names)}, or is not a host of Liaison: {failure.Message}");
        }
        catch (IOException failure)
        {
            return new Attempt(ExitCodes.Unreachable, failure.Message);
        }
    }

    /// <summary>The result of trying a protocol.</summary>
    private readonly record struct Attempt(int ExitCode, string Problem)
    {
        public bool IsAnswered => ExitCode == ExitCodes.Success;
    }
}
