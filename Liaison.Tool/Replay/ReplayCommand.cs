using System.CommandLine;
using Liaison.Transports;

namespace Liaison.Tool.Replay;

/// <summary><c>liaison replay</c>: sends a recording to a host, and compares the replies.</summary>
internal static class ReplayCommand
{
    private const int DefaultTimeout = 10_000;

    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "The recording, as saved by the console or written by --record." };
        var address = new Argument<string>("address")
        {
            Description = $"The address of the host: {CallAddress.Forms}. The token for a WebSocket comes from LIAISON_TOKEN, or from ?token= in the address.",
        };
        var ignore = new Option<string[]>("--ignore")
        {
            HelpName = "name or path",
            Description = "A member whose value may differ, by its name, or by its path without indexes, e.g. response.rows.time.",
        };
        var ignoreEvents = new Option<bool>("--ignore-events") { Description = "Do not wait for events.", Arity = ArgumentArity.Zero };
        var timeout = new Option<int?>("--timeout")
        {
            HelpName = "ms",
            Description = "How long each message may take.",
            DefaultValueFactory = _ => DefaultTimeout,
        }.AcceptRange(1, int.MaxValue);
        var command = new Command("replay", "Send a recording to a host, and report where its replies differ from the recorded ones.")
        {
            file, address, ignore, ignoreEvents, timeout,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var frames = await RecordingFile.ReadAsync(result.GetRequiredValue(file), cancellationToken);
            var token = Environment.GetEnvironmentVariable(ServeSettings.TokenVariable) is { Length: > 0 } set ? set : null;
            var options = new ReplayOptions
            {
                Ignored = result.GetValue(ignore) ?? [],
                IgnoreEvents = result.GetValue(ignoreEvents),
                Timeout = TimeSpan.FromMilliseconds(result.GetValue(timeout)!.Value),
                Token = token,
            };
            var replayer = new Replayer(
                CallAddress.Connector(result.GetRequiredValue(address), token, StreamFraming.Lines), options, line => StandardStream.WriteLine(Console.OpenStandardOutput(), TerminalText.Lines(line)));
            try
            {
                return await replayer.RunAsync(frames, cancellationToken);
            }
            catch (IOException problem)
            {
                throw new ToolException(ExitCodes.Failed, problem.Message, problem);
            }
        });
        return command;
    }
}
