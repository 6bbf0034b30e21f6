using Liaison.Benchmarks.Load;
using Liaison.Benchmarks.Results;

namespace Liaison.Benchmarks.Nats;

/// <summary>
/// Measures calls over NATS beside NATS.Net's own request and reply, how the rate grows with worker processes, and what connections take at
/// a gateway: <c>nats [--quick] [--url nats://host:port] [--seconds n] [--rounds n] [--connections n] [--only parts] [--out file]</c>.
/// </summary>
internal static class NatsCommand
{
    /// <returns>0; 1 where there is no nats-server or a reply is wrong, 2 where the command line is.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args)
    {
        try
        {
            await RunAsync(NatsRunOptions.Parse(args));
            return 0;
        }
        catch (ArgumentException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
        catch (LoadFailedException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    private static async Task RunAsync(NatsRunOptions options)
    {
        var board = new NatsBoard();
        using (var nats = options.Url is null ? NatsServerProcess.Start() : null)
        {
            var url = options.Url ?? nats!.Url;
            if (options.Includes("calls"))
            {
                await NatsComparison.RunAsync(url, options, board);
            }

            if (options.Includes("workers"))
            {
                await NatsWorkers.RunAsync(url, options, board);
            }
        }

        if (options.Includes("connections"))
        {
            // With a server of their own, whose memory is looked at.
            await NatsConnections.RunAsync(options, board);
        }

        if (options.Out is { } file)
        {
            ResultFile.Append(file, board.ToRun());
        }
    }
}
