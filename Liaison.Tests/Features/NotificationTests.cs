using System.Threading.Channels;
using Liaison.Client;
using Liaison.Commands;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Calls whose answer nobody wants.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.All))]
internal sealed class NotificationTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    [Test]
    public async Task A_notified_command_runs_in_its_turn(CancellationToken token)
    {
        var notes = new Notes();
        var client = await ServeAndConnectAsync(notes, token);

        for (var i = 0; i < 100; i++)
        {
            await client.NotifyAsync(new CommandCall("note") { Arguments = ["$" + i] }, token);
        }

        Assert.That(await client.InvokeAsync<int>("count", [], token), Is.EqualTo(100));
        Assert.That(notes.Taken, Is.EqualTo(Enumerable.Range(0, 100).Select(i => "$" + i)));
    }

    [Test]
    public async Task A_notified_command_that_fails_harms_nothing(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Notes(), token);

        await client.NotifyAsync(new CommandCall("nothing"), token);
        await client.NotifyAsync(new CommandCall("fail"), token);
        await client.NotifyAsync(new CommandCall("note"), token);

        Assert.That(await client.InvokeAsync<int>("count", [], token), Is.Zero);
    }

    [Test]
    public async Task Nothing_is_answered_where_the_protocol_has_notifications(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Notes(), token);
        var before = Tap.Received.Count;

        await client.NotifyAsync(new CommandCall("note") { Arguments = ["one"] }, token);
        await client.InvokeAsync<int>("count", [], token);

        // A request without an id is answered in the liaison protocol, and the client drops the answer.
        Assert.That(Tap.Received, Has.Count.EqualTo(before + (Speech.Notifies ? 1 : 2)));
    }

    [Test]
    public async Task A_host_notifies_its_clients(CancellationToken token)
    {
        var notes = new Notes();
        var client = await ServeAndConnectAsync(notes, token);
        client.Commands.AddFrom(notes);
        if (!await HostCallsAsync())
        {
            return;
        }


        await Peer.NotifyAsync(new CommandCall("note") { Keywords = new Dictionary<string, object?> { ["text"] = "one" } }, token);

        Assert.That(await notes.Arrived.Reader.ReadAsync(token), Is.EqualTo("one"));
    }

    [Test]
    public async Task A_command_notifies_its_caller_before_it_answers(CancellationToken token)
    {
        var (here, there) = (new Notes(), new Notes());
        var client = await ServeAndConnectAsync(there, token);
        client.Commands.AddFrom(here);
        if (!await HostCallsAsync())
        {
            return;
        }


        Assert.That(await client.InvokeAsync<string>("tell_me", ["one"], token), Is.EqualTo("told"));
        Assert.That(await here.Arrived.Reader.ReadAsync(token), Is.EqualTo("one"));
    }

    public sealed class Notes
    {
        private readonly List<string> _taken = [];

        public IReadOnlyList<string> Taken => _taken;

        public Channel<string> Arrived { get; } = Channel.CreateUnbounded<string>();

        [Command("note")]
        public void Note(string text)
        {
            _taken.Add(text);
            Arrived.Writer.TryWrite(text);
        }

        [Command("count")]
        public int Count() => _taken.Count;

        [Command("fail")]
        public void Fail() => throw new InvalidOperationException("no");

        [Command("tell_me")]
        public async Task<string> TellMeAsync(string text, CommandContext context)
        {
            await context.Peer!.NotifyAsync(new CommandCall("note") { Arguments = [text] });
            return "told";
        }
    }
}
