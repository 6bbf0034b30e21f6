using System.Text.Json;
using Liaison.Transports;

namespace Liaison.Tool.Replay;

/// <summary>Sends the recorded messages of peers to a host again, in order, and compares the answers with the recorded ones.</summary>
/// <param name="connector">Connects to the host, once for each connection of the recording.</param>
/// <param name="options">The parts to compare.</param>
/// <param name="tell">Receives the lines for the output.</param>
internal sealed class Replayer(ICommandConnector connector, ReplayOptions options, Action<string> tell)
{
    // Stack traces contain files and lines, and the host assigns ids. Both depend on the host.
    private static readonly string[] AlwaysIgnored = ["evt", "stack", "trace", "clientID"];

    private readonly Dictionary<int, ReplayedConnection> _connections = [];
    private readonly HashSet<string> _ignored = new([.. AlwaysIgnored, .. options.Ignored], StringComparer.Ordinal);
    private int _compared;
    private int _left;
    private int _different;

    /// <summary>Replays the whole recording, and returns the exit code.</summary>
    public async Task<int> RunAsync(IReadOnlyList<RecordedFrame> frames, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var frame in frames)
            {
                if (!_connections.TryGetValue(frame.Connection, out var connection))
                {
                    connection = new ReplayedConnection(await ConnectAsync(cancellationToken));
                    _connections.Add(frame.Connection, connection);
                }

                await ReplayAsync(frame, connection, cancellationToken);
            }
        }
        finally
        {
            foreach (var connection in _connections.Values)
            {
                await connection.DisposeAsync();
            }
        }

        var left = _left == 0 ? "" : $" {_left} not compared.";
        tell($"{_compared} messages compared, {_different} of them different.{left}");
        return _different == 0 ? ExitCodes.Success : ExitCodes.Failed;
    }

    private async Task ReplayAsync(RecordedFrame frame, ReplayedConnection connection, CancellationToken cancellationToken)
    {
        if (frame.IsIncoming)
        {
            await SendAsync(frame, connection, cancellationToken);
            return;
        }

        var shape = frame.IsWhole ? FrameShape.Of(frame.Json) : default;
        if (!frame.IsWhole || shape.Role == FrameRole.Other || (shape.Role == FrameRole.Event && options.IgnoreEvents))
        {
            _left++;
            return;
        }

        _compared++;
        if (await connection.NextAsync(shape, options.Timeout, cancellationToken) is not { } given)
        {
            _different++;
            tell($"line {frame.Line}: {shape} did not arrive within {options.Timeout.TotalMilliseconds:0} ms");
            return;
        }

        var differences = JsonDifference.Find(frame.Json, given, IgnoredIn(frame.Json)).ToList();
        if (differences.Count > 0)
        {
            _different++;
            tell($"line {frame.Line}: {shape} differs");
            differences.ForEach(difference => tell($"  {difference}"));
        }
    }

    private async Task<ICommandConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        using var limit = Limit(cancellationToken);
        try
        {
            return await connector.ConnectAsync(limit.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw TooLate("connecting to the host", late);
        }
    }

    private async Task SendAsync(RecordedFrame frame, ReplayedConnection connection, CancellationToken cancellationToken)
    {
        var text = options.Token is { } secret && IsHello(frame.Json) ? WithToken(frame.Text, secret) : frame.Text;
        using var limit = Limit(cancellationToken);
        try
        {
            await connection.SendAsync(text, limit.Token);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw TooLate($"line {frame.Line}: sending the request", late);
        }
        catch (IOException problem)
        {
            throw new ToolException(ExitCodes.Failed, $"line {frame.Line}: the request could not be sent: {problem.Message}", problem);
        }
    }

    private CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.Timeout);
        return limit;
    }

    private ToolException TooLate(string work, OperationCanceledException late) =>
        new(ExitCodes.Failed, $"{work} took longer than {options.Timeout.TotalMilliseconds:0} ms. Allow more with --timeout.", late);

    // In the liaison protocol the lines of an error are its stack trace. Its code, type and message are compared.
    private HashSet<string> IgnoredIn(JsonElement message) => Is(message, "tag", "error") ? [.. _ignored, "error"] : _ignored;

    private static bool IsHello(JsonElement message) => Is(message, "method", "wslink.hello");

    private static bool Is(JsonElement message, string member, string text) =>
        message.ValueKind == JsonValueKind.Object && message.TryGetProperty(member, out var value)
        && value.ValueKind == JsonValueKind.String && value.ValueEquals(text);

    private static string WithToken(string text, string token) =>
        text.Replace("\"[redacted]\"", $"\"{JsonEncodedText.Encode(token)}\"", StringComparison.Ordinal);
}
