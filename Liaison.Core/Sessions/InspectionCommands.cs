using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Inspection;
using Liaison.Messages;

namespace Liaison.Sessions;

/// <summary>The commands for the console. Only a host with inspection has them.</summary>
internal sealed class InspectionCommands
{
    private const int MaxBatch = 1_000;
    private const int MinInterval = 50;
    private const int MaxInterval = 60_000;

    [Command("inspect.state", Concurrent = true, Summary = "Tells what the host does: its sessions, lanes, topics, and how long calls took.")]
    public static RawJson State(CommandContext context) => Written(new HostStates(Enter(context)).Next(context.Lanes));

    [Command("inspect.watch", Concurrent = true, Summary = "Tells what the host does, again and again. To be read as a stream.")]
    public static async IAsyncEnumerable<RawJson> WatchAsync(
        CommandContext context, int intervalMs = 1_000, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var states = new HostStates(Enter(context));
        using var timer = new PeriodicTimer(Interval(intervalMs, context));
        do
        {
            yield return Written(states.Next(context.Lanes));
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    [Command("inspect.traffic", Concurrent = true, ResolveReferences = false, Summary = "Gives the messages of all connections in batches, as they come and go. To be read as a stream.")]
    public static async IAsyncEnumerable<RawJson> TrafficAsync(
        CommandContext context,
        long after = 0,
        int max = 250,
        int intervalMs = 250,
        int? connection = null,
        string? command = null,
        string? kind = null,
        string? direction = null,
        string? text = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var ring = Enter(context).Ring;
        var interval = Interval(intervalMs, context);
        if (max is < 1 or > MaxBatch)
        {
            throw new CommandException(ErrorCode.BadArguments, $"max is {max}, and has to be from 1 to {MaxBatch}.");
        }

        var filter = new TrafficFilter { Connection = connection, Command = command, Kind = kind, Direction = direction, Text = text };

        // A number after the last one comes from a host that used this address before.
        after = after > ring.Last ? 0 : after;
        while (true)
        {
            await ring.WhenAfter(after).WaitAsync(cancellationToken).ConfigureAwait(false);
            var page = ring.After(after, max, filter);
            after = page.Last;
            yield return Written(TrafficBatch.Of(page));

            // All traffic of the interval becomes one batch.
            await Task.Delay(interval, cancellationToken).ConfigureAwait(false);
        }
    }

    [Command("inspect.message", Concurrent = true, Summary = "Returns the kept parts of a message, by its number; null if the message was dropped.")]
    public static RawJson? Message(long number, CommandContext context) =>
        Enter(context).Ring.Find(number) is { } record ? Written(TrafficBatch.Message.Of(record)) : null;

    [Command("inspect.recording", Concurrent = true, Summary = "Returns the kept messages of one connection, or of all, as the lines of a recording for `liaison replay`.")]
    public static IAsyncEnumerable<string> RecordingAsync(CommandContext context, int? connection = null)
    {
        var records = Enter(context).Ring.After(0, int.MaxValue, new TrafficFilter { Connection = connection }).Records;
        var started = records.Count > 0 ? records[0].Time : DateTimeOffset.UtcNow;
        return records
            .Select(record => Line(into => RecordingLine.Write(into, record, started)))
            .Where(line => line.Length > 0)
            .Prepend(Line(into => RecordingLine.WriteHead(into, started)))
            .ToAsyncEnumerable();
    }

    // The caller counts as a console from now on.
    private static Inspector Enter(CommandContext context)
    {
        var session = Peer.Of(context);
        var inspector = session.Settings.Inspector
            ?? throw new CommandException(ErrorCode.BadArguments, "This host is not inspected. Set HostOptions.Inspection.");
        session.Belongings.Tap!.IsConsole = true;
        return inspector;
    }

    private static TimeSpan Interval(int milliseconds, CommandContext context) =>
        milliseconds is < MinInterval or > MaxInterval
            ? throw new CommandException(ErrorCode.BadArguments, $"interval_ms is {milliseconds}, and has to be from {MinInterval} to {MaxInterval}.")
        : !context.WantsItems
            ? throw new CommandException(ErrorCode.BadArguments, $"'{context.Command}' has no end, and is only given as a stream. Ask for its items one by one.")
        : TimeSpan.FromMilliseconds(milliseconds);

    private static string Line(Action<ArrayBufferWriter<byte>> write)
    {
        var line = new ArrayBufferWriter<byte>();
        write(line);
        return System.Text.Encoding.UTF8.GetString(line.WrittenSpan).TrimEnd('\n');
    }

    private static RawJson Written(HostState state) => new(JsonSerializer.SerializeToUtf8Bytes(state, InspectionJsonContext.Default.HostState));

    private static RawJson Written(TrafficBatch batch) => new(JsonSerializer.SerializeToUtf8Bytes(batch, InspectionJsonContext.Default.TrafficBatch));

    private static RawJson Written(TrafficBatch.Message message) => new(JsonSerializer.SerializeToUtf8Bytes(message, InspectionJsonContext.Default.Message));
}
