using System.Diagnostics;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Diagnostics;
using Liaison.Messages;
using Liaison.Sessions.CallsOut;
using Liaison.Tests.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.Telemetry;

/// <summary>The span of a call and its answer. Alone, since every listener in the process hears everything.</summary>
[NonParallelizable]
internal sealed class AnsweredCallTests
{
    private static readonly Func<OutgoingCall, bool>[] Endings =
    [
        call => call.TrySucceed(new RawJson("1"u8.ToArray())),
        call => call.TryFail(CommandError.Of(ErrorCode.Failed, "It failed.")),
        call => call.TryCancel(new CancellationToken(canceled: true)),
    ];

    [Test]
    public void The_span_ends_before_the_caller_has_its_answer([Range(0, 2)] int ending)
    {
        OutgoingCall? call = null;
        var answered = new List<bool>();
        using var listener = Listen(_ => answered.Add(call!.IsAnswered));
        call = Begin();

        Assert.That(Endings[ending](call));
        Assert.That(answered, Is.EqualTo([false]));
        Assert.That(call.IsAnswered);
    }

    [Test]
    public void The_first_answer_counts_and_ends_the_span_once([Range(0, 2)] int first, [Range(0, 2)] int second)
    {
        var ended = 0;
        using var listener = Listen(_ => ended++);
        var call = Begin();

        Assert.That(Endings[first](call));
        var status = call.Answer.Status;
        Assert.That(Endings[second](call), Is.False);
        Assert.That(call.Answer.Status, Is.EqualTo(status));
        Assert.That(ended, Is.EqualTo(1));
    }

    [Test]
    public void A_listener_that_throws_takes_no_answer_from_the_caller([Range(0, 2)] int ending)
    {
        using var listener = Listen(_ => throw new InvalidOperationException("The listener failed."));
        var call = Begin();

        Assert.That(Endings[ending](call));
        Assert.That(call.IsAnswered);
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_listener_that_throws_stops_no_command(CancellationToken token)
    {
        await using var companion = new Companion();
        await using var served = await ServedCompanion.StartAsync(companion);
        await using var peer = await served.ConnectAsync(token);
        using var listener = Listen(_ => throw new InvalidOperationException("The listener failed at the end."));
        listener.ActivityStarted = _ => throw new InvalidOperationException("The listener failed at the start.");

        for (var i = 0; i < 3; i++)
        {
            Assert.That((await peer.CallAsync("exists", ["companion"], token)).Response.GetBoolean());
        }
    }

    private static ActivityListener Listen(Action<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == LiaisonTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static OutgoingCall Begin() => new OutgoingCalls("").Add(new CommandCall("add"), streams: false, new PeerInfo("memory", "test"));
}
