using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Features;
using NUnit.Framework;

namespace Liaison.Tests.Contracts;

/// <summary>A contract through generated code at both ends: calls, call backs and events, over each link and with each protocol.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.All))]
internal sealed class ContractTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    private Lab Lab { get; set; } = new();

    // The first own subscription of a peer replaces the one to all events. A gateway tells its worker so over NATS, and the worker may
    // publish an event in between, which has no subscriber any more.
    private bool MayLoseEvents => Speech.SendsAllEvents && Link.Name == "gateway";

    [SetUp]
    public void MakeLab() => Lab = new Lab();

    [Test]
    public async Task Values_arrive_as_what_the_contract_says_they_are(CancellationToken token)
    {
        var lab = (await ServeLabAsync(token)).As<ILab>();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await lab.AddAsync(1.5, 2, token), Is.EqualTo(3.5));
            Assert.That(await lab.AddAsync(1.5, cancellationToken: token), Is.EqualTo(11.5));
            Assert.That(await lab.FindAsync("$x"), Is.EqualTo(new Sample("$x", 1.5, DateTimeOffset.UnixEpoch)));
            Assert.That(await lab.NicknameAsync("x"), Is.Null);
            Assert.That(await lab.TotalAsync(1, 2, 3), Is.EqualTo(6));
            Assert.That(await lab.TotalAsync(), Is.Zero);
            Assert.That(await lab.LabelsAsync("a"), Is.EqualTo(new[] { "a" }));
        }

        await lab.ResetAsync();
        await lab.TouchAsync();
        Assert.That(Lab.Resets, Is.EqualTo(2));
    }

    [Test]
    public async Task Arguments_by_name_are_collected(CancellationToken token)
    {
        var lab = (await ServeLabAsync(token)).As<ILab>();

        if (Speech.MixesArguments)
        {
            Assert.That(await lab.LabelsAsync("a", new Dictionary<string, string> { ["b"] = "c" }), Is.EqualTo(new[] { "a", "b=c" }));
        }
        else
        {
            await Assert.ThrowsAsync<NotSupportedException>(() => lab.LabelsAsync("a", new Dictionary<string, string> { ["b"] = "c" }));
        }
    }

    [Test]
    public async Task Declared_exceptions_arrive_as_themselves(CancellationToken token)
    {
        var lab = (await ServeLabAsync(token)).As<ILab>();

        var lost = (await Assert.ThrowsAsync<SampleLostException>(() => lab.LoseAsync("a")))!;
        var spoilt = (await Assert.ThrowsAsync<SampleSpoiltException>(() => lab.LoseAsync("a", isSpoilt: true)))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((lost.Name, lost.Shelf, lost.Message), Is.EqualTo(("a", 7, "The sample a is not on shelf 7.")));
            Assert.That((spoilt.Message, spoilt.Sample), Is.EqualTo(("It was left in the sun.", new Sample("a", 2))));
            Assert.That(spoilt.Reasons, Is.EqualTo(new[] { "sun", "heat" }));
        }
    }

    [Test]
    public async Task Events_of_a_topic_come_while_somebody_reads_them(CancellationToken token)
    {
        var lab = (await ServeLabAsync(token)).As<ILab>();

        // Both ends have agreed on the contract then, so that what follows subscribes at once.
        await lab.ResetAsync();
        await using (var events = lab.Measured(token).GetAsyncEnumerator(token))
        {
            var first = events.MoveNextAsync();
            Lab.Measure(new Sample("a", 1));
            Assert.That(await first, Is.True);
            Assert.That(events.Current, Is.EqualTo(new Sample("a", 1)));
        }

        if (!Speech.SendsAllEvents)
        {
            await Lab.Unread.Task.WaitAsync(token);
        }

        await using var alarms = lab.Alarms.GetAsyncEnumerator(token);
        var alarm = alarms.MoveNextAsync().AsTask();
        do
        {
            await Lab.RaiseAsync("fire", token);
        }
        while (MayLoseEvents && !alarm.IsCompleted);

        Assert.That(await alarm, Is.True);
        Assert.That(alarms.Current, Is.EqualTo("fire"));
    }

    [Test]
    public async Task Streams_come_item_by_item(CancellationToken token)
    {
        var lab = (await ServeLabAsync(token)).As<ILab>();

        var samples = new List<Sample>();
        await foreach (var sample in lab.ReadAsync(3, token))
        {
            samples.Add(sample);
        }

        Assert.That(samples, Is.EqualTo(new[] { new Sample("s0", 0), new Sample("s1", 1), new Sample("s2", 2) }));
    }

    [Test]
    public async Task A_declared_exception_ends_a_stream(CancellationToken token)
    {
        Assume.That(Speech.Reports, "The protocol sends a sequence as a list.");
        var lab = (await ServeLabAsync(token)).As<ILab>();
        var items = new List<int>();

        var lost = (await Assert.ThrowsAsync<SampleLostException>(async () =>
        {
            await foreach (var item in lab.LoseAfterAsync(2, token))
            {
                items.Add(item);
            }
        }))!;

        Assert.That(items, Is.EqualTo(new[] { 0, 1 }));
        Assert.That((lost.Name, lost.Shelf), Is.EqualTo(("last", 2)));
    }

    [Test]
    public async Task Leaving_a_stream_cancels_it_at_the_host(CancellationToken token)
    {
        Assume.That(Speech is { Reports: true, Cancels: true }, "The protocol has no form for that.");
        var lab = (await ServeLabAsync(token)).As<ILab>();

        await foreach (var item in lab.ForeverAsync(token))
        {
            if (item == 3)
            {
                break;
            }
        }

        await Lab.Left.Task.WaitAsync(token);
    }

    [Test]
    public async Task Progress_comes_before_the_result(CancellationToken token)
    {
        Assume.That(Speech.Reports, "The protocol has no form for that.");
        var lab = (await ServeLabAsync(token)).As<ILab>();
        var reports = new Reports();

        var times = await lab.MeasureAsync(3, reports, token);

        Assert.That((times, string.Join(' ', reports.All)), Is.EqualTo((3, "0 1 2")));
    }

    [Test]
    public async Task A_token_cancels_the_command_at_the_host(CancellationToken token)
    {
        Assume.That(Speech.Cancels, "The protocol has no form for that.");
        var lab = (await ServeLabAsync(token)).As<ILab>();
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);

        var call = lab.WaitAsync(source.Token);
        await Lab.Entered.Task.WaitAsync(token);
        await source.CancelAsync();

        await Assert.CatchAsync<OperationCanceledException>(() => call);
        await Lab.Left.Task.WaitAsync(token);
    }

    [Test]
    public async Task A_host_calls_its_client_through_a_contract(CancellationToken token)
    {
        Assume.That(Speech.CallsBack, "The protocol has no form for that.");
        var client = await ServeLabAsync(token);
        client.Commands.Add<IWindow>(new Window());

        var window = Peer.As<IWindow>();
        var lost = (await Assert.ThrowsAsync<SampleLostException>(() => window.CloseAsync("main")))!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await client.As<ILab>().AskAsync("sure?"), Is.EqualTo("yes: sure?"));
            Assert.That(await window.ConfirmAsync("now?"), Is.EqualTo("yes: now?"));
            Assert.That((lost.Name, lost.Shelf), Is.EqualTo(("main", 3)));
        }
    }

    [Test]
    public async Task What_is_not_declared_stays_a_failure_of_the_call(CancellationToken token)
    {
        await ServeAsync(new Companion(), token);
        var lab = (await ConnectAsync(token)).As<ILab>();

        var failure = await FailureAsync(lab.AddAsync(1, 2, token));

        Assert.That(failure.Code, Is.EqualTo(ErrorCode.ContractMismatch));
        Assert.That(failure.Message, Does.Contain("lab.Add: the host has no such command."));
    }

    private async Task<LiaisonClient> ServeLabAsync(CancellationToken token)
    {
        await ServeAsync(new Companion().Add<ILab>(Lab), token);
        return await ConnectAsync(token);
    }

    private sealed class Reports : IProgress<int>
    {
        public List<int> All { get; } = [];

        public void Report(int value) => All.Add(value);
    }
}
