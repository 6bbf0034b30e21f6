using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Liaison.Client;
using Liaison.Messages;

namespace Liaison.Tool;

/// <summary>Examines a host that answers: its speed, its version, its running commands and its waiting commands.</summary>
internal sealed class HealthCheck(LiaisonClient client, DoctorSettings settings, Diagnosis diagnosis)
{
    private const int Pings = 5;
    private const int MaxCommands = 5;

    /// <summary>A slower ping is reported: between two processes on one machine it takes well under a millisecond.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(250);

    private const double UnreadMegabytes = 1;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(settings.Timeout);
        try
        {
            await PingAsync(limit.Token);
            Look(await client.InvokeAsync<JsonElement>("stats", [], limit.Token));
        }
        catch (LiaisonException failure) when (failure.Code != ErrorCode.Disconnected)
        {
            diagnosis.Note($"The state of the host is not known, because `stats` returned an error: {failure.Message}");
        }
        catch (LiaisonException failure)
        {
            diagnosis.Problem(ExitCodes.Unhealthy, $"The host closed the connection while it was examined: {failure.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            diagnosis.Problem(ExitCodes.Unhealthy, Text($"The host answered one ping, but not all further calls within {settings.Timeout.TotalMilliseconds:0} ms. The machine is busy, or threads of the host are blocked."));
        }
    }

    private async Task PingAsync(CancellationToken cancellationToken)
    {
        var times = new List<double>();
        for (var i = 0; i < Pings; i++)
        {
            var clock = Stopwatch.StartNew();
            await client.PingAsync(cancellationToken);
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        var told = Text($"{Pings} pings were answered: the median took {times.Order().ElementAt(Pings / 2):0.0} ms, the slowest {times.Max():0.0} ms.");
        if (times.Order().ElementAt(Pings / 2) < Late.TotalMilliseconds)
        {
            diagnosis.Ok(told);
        }
        else
        {
            diagnosis.Problem(ExitCodes.Unhealthy, $"{told} That is slow. The machine is busy, or threads of the host are blocked. The running commands are listed below.");
        }
    }

    private void Look(JsonElement stats)
    {
        if (stats.ValueKind != JsonValueKind.Object)
        {
            diagnosis.Problem(ExitCodes.Unhealthy, "The state of the host is not known, because its `stats` returned no object. Another command may have the name `stats`. Rename that command.");
            return;
        }

        LookAtVersion(stats);
        diagnosis.Note(Text(
            $"Up for {Time(Number(stats, "uptime_seconds"))}: {Number(stats, "connections"):0} connected, {Number(stats, "calls"):0} calls of which {Number(stats, "failures"):0} failed, {Number(stats, "pending"):0} pending, {Number(stats, "memory_bytes") / 1e6:0} MB of memory."));
        LookAtLanes(stats);
        LookAtCommands(stats);
        if (Number(stats, "pool_waiting") > Number(stats, "pool_threads"))
        {
            diagnosis.Problem(
                ExitCodes.Unhealthy, Text($"Its {Number(stats, "pool_threads"):0} threads are all busy, and {Number(stats, "pool_waiting"):0} pieces of work wait for one. Use await in its commands instead of blocking a thread."));
        }

        LookAtSessions(stats);
    }

    private void LookAtVersion(JsonElement stats)
    {
        var version = Word(stats, "version");
        if (version is null)
        {
            diagnosis.Problem(ExitCodes.Unhealthy, $"It does not report its version, as hosts before {ToolVersion.Text} do not. Update the host.");
        }
        else if (Release(version) != Release(ToolVersion.Text))
        {
            diagnosis.Problem(ExitCodes.Unhealthy, $"It is version {version}, and this tool is version {ToolVersion.Text}. Use the same version for both.");
        }
        else
        {
            diagnosis.Ok($"It is version {version}.");
        }
    }

    private void LookAtLanes(JsonElement stats)
    {
        foreach (var lane in Items(stats, "lanes"))
        {
            var (seconds, waiting) = (Number(lane, "running_seconds"), Number(lane, "waiting"));
            if (waiting > 0 && seconds >= settings.Long.TotalSeconds)
            {
                var name = Word(lane, "name") is { } own ? $"the lane '{own}'" : "the lane of all commands";
                diagnosis.Problem(
                    ExitCodes.Unhealthy,
                    Text($"'{Word(lane, "running")}' has been running for {Time(seconds)} in {name}, and {waiting:0} calls wait for it. Cancel it, or give it its own lane: [Command(Lane = \"...\")]."));
            }
        }
    }

    private void LookAtCommands(JsonElement stats)
    {
        foreach (var command in Items(stats, "running").Where(command => Number(command, "seconds") >= settings.Long.TotalSeconds).Take(MaxCommands))
        {
            diagnosis.Note(Text($"'{Word(command, "command")}' of a {Word(command, "transport")} peer has been running for {Time(Number(command, "seconds"))}."));
        }
    }

    private void LookAtSessions(JsonElement stats)
    {
        foreach (var session in Items(stats, "sessions"))
        {
            var (unread, transport) = (Number(session, "bytes_unsent") / 1e6, Word(session, "transport"));
            if (unread >= UnreadMegabytes)
            {
                diagnosis.Problem(ExitCodes.Unhealthy, Text($"A {transport} peer does not read its answers: {unread:0} MB wait for it. Make it read, or close it. The host closes it at MaxUnsentBytes."));
            }
        }

        if (Number(stats, "events_dropped") is > 0 and var dropped)
        {
            diagnosis.Note(Text($"{dropped:0} events were dropped, because their subscribers were too slow."));
        }
    }

    // Returns no items for a host that does not report them.
    private static IEnumerable<JsonElement> Items(JsonElement stats, string name) =>
        stats.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object) : [];

    // Returns null for a member that is missing or is no text. The program that answers may be any program.
    private static string? Word(JsonElement stats, string name)
    {
        try
        {
            return stats.TryGetProperty(name, out var word) && word.ValueKind == JsonValueKind.String ? word.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is no text.
            return null;
        }
    }

    private static double Number(JsonElement stats, string name) =>
        stats.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : 0;

    private static string Release(string version) => string.Join('.', version.Split('.', '-').Take(2));

    private static string Time(double seconds) => seconds switch
    {
        < 120 => Text($"{seconds:0.0} s"),
        < 7_200 => Text($"{seconds / 60:0} min"),
        _ => Text($"{seconds / 3_600:0} h"),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
