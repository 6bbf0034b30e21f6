using Liaison.Companions;
using Liaison.Tests.Hosting;
using Liaison.Tests.Replay.Fixtures;

namespace Liaison.Tests.Replay;

/// <summary>The whole recorded conversation, held once with a companion of ours: state carries over from case to case.</summary>
internal sealed class Conversation : IAsyncDisposable
{
    private readonly Dictionary<int, Exchange> _exchanges = [];
    private readonly ServedCompanion _served;
    private TestPeer _peer;
    private TestPeer? _second;

    private Conversation(ServedCompanion served, TestPeer peer) => (_served, _peer) = (served, peer);

    /// <summary>What was sent and received in each case, by its line.</summary>
    public IReadOnlyDictionary<int, Exchange> Exchanges => _exchanges;

    public IReadOnlyList<string> Addresses => _served.Host.Addresses;

    public static async Task<Conversation> HoldAsync(CancellationToken token)
    {
        var companion = new Companion()
            .Expose(typeof(fix)).Expose(typeof(math)).Expose(typeof(builtins)).Expose(typeof(time)).Expose(typeof(importlib));
        var served = await ServedCompanion.StartAsync(companion);
        var conversation = new Conversation(served, await served.ConnectAsync(token));

        // The recording leaves out the case that made this name.
        await conversation._peer.CallAsync("register", ["W", "fix:Widget"], token);
        foreach (var recorded in RecordedCase.All)
        {
            conversation._exchanges.Add(recorded.Line, await conversation.PlayAsync(recorded, token));
        }

        return conversation;
    }

    public async ValueTask DisposeAsync()
    {
        await _peer.DisposeAsync();
        await _served.DisposeAsync();
    }

    private Task<Exchange> PlayAsync(RecordedCase recorded, CancellationToken token)
    {
        var scene = Scenes.FirstOrDefault(scene => recorded.Note.StartsWith(scene.Note, StringComparison.Ordinal)).Play ?? SendAsRecordedAsync;
        return scene(this, recorded, token);
    }

    /// <summary>The cases in which more happens than one message and its reply, by how their notes begin.</summary>
    private static readonly (string Note, Func<Conversation, RecordedCase, CancellationToken, Task<Exchange>> Play)[] Scenes =
    [
        ("server stdout at start", (_, _, _) => Task.FromResult(new Exchange(null, null))),
        ("client closed normally", (self, _, token) => self.ReconnectAsync(token)),
        ("liaison.send called from connection 1", (self, recorded, token) => self.PushAsync(recorded, token)),
        ("conn1 after conn2 disconnected: 1st", (self, recorded, token) => self.AfterSecondLeftAsync(recorded, token)),
        ("payload 1000000", (self, _, token) => self.AskAsync(Payload(1_000_000), token)),
        ("payload 1048576", (self, _, token) => self.AskAsync(Payload(1_048_576), token)),
        ("after remote stop()", (self, _, token) => self.AskAsync(TestPeer.Request("stop", "run", "liaison.StopAsync"), token)),
        ("ping on another connection", (self, recorded, token) => self.PingBesideSleeperAsync(recorded, token)),
    ];

    private static string Payload(int length) =>
        $$"""{"command": {"command": "run", "args": ["builtins:len", "{{new string('a', length)}}"]}, "id": "big"}""";

    private static async Task<Exchange> SendAsRecordedAsync(Conversation self, RecordedCase recorded, CancellationToken token)
    {
        var (kind, bytes) = recorded.Frame;
        await self._peer.SendAsync(kind, bytes, token);
        return new Exchange(System.Text.Encoding.UTF8.GetString(bytes), await self._peer.NextAsync(token));
    }

    private async Task<Exchange> AskAsync(string message, CancellationToken token) => new(message, await _peer.AskAsync(message, token));

    private async Task<Exchange> ReconnectAsync(CancellationToken token)
    {
        await _peer.DisposeAsync();
        _peer = await _served.ConnectAsync(token);
        return new Exchange(null, null);
    }

    private async Task<Exchange> PushAsync(RecordedCase recorded, CancellationToken token)
    {
        _second = await _served.ConnectAsync(token);
        var exchange = await SendAsRecordedAsync(this, recorded, token);

        // What the second connection gets first is the answer to its own message: nothing was pushed to it.
        return exchange with { Other = await _second.CallAsync("ping", [], token) };
    }

    private async Task<Exchange> AfterSecondLeftAsync(RecordedCase recorded, CancellationToken token)
    {
        await _second!.DisposeAsync();
        return await SendAsRecordedAsync(this, recorded, token);
    }

    private async Task<Exchange> PingBesideSleeperAsync(RecordedCase recorded, CancellationToken token)
    {
        await using var other = await _served.ConnectAsync(token);
        var (kind, bytes) = recorded.Frame;
        await _peer.SendAsync(kind, bytes, token);
        var pong = await other.CallAsync("ping", [], token);
        time.Awake.SetResult();
        return new Exchange(System.Text.Encoding.UTF8.GetString(bytes), await _peer.NextAsync(token)) { Other = pong };
    }

    /// <summary>One case as it went with us.</summary>
    /// <param name="Sent">The message; null where none was sent.</param>
    /// <param name="Reply">The reply; null where none was due.</param>
    internal sealed record Exchange(string? Sent, Reply? Reply)
    {
        /// <summary>What another connection got meanwhile.</summary>
        public Reply? Other { get; init; }
    }
}
