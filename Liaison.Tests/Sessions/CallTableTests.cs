using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Sessions.CallsIn;
using Liaison.Testing;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>The table tells of each call that has ended whether other code may still use it. Such a call is not used again.</summary>
internal sealed class CallTableTests
{
    private CallTable _table = null!;
    private Companion _companion = null!;
    private LiaisonHost _host = null!;
    private Peer _peer = null!;

    [SetUp]
    public void Make()
    {
        _table = new CallTable(maxCalls: 8, maxBytes: 8_192);
        _companion = new Companion();
        _host = new LiaisonHost(_companion);
        _peer = _host.PeerCompanions.MakePeer(new ScriptedConnection(), out _);
    }

    [TearDown]
    public async Task EndAsync()
    {
        await _host.DisposeAsync();
        await _companion.DisposeAsync();
    }

    [Test]
    public void A_call_that_nobody_got_is_nobodys()
    {
        var call = Added(1);

        Assert.That(_table.Remove(call), Is.False);
    }

    [Test]
    public void A_call_that_was_found_may_still_be_used_and_the_others_are_nobodys()
    {
        var (first, second, third) = (Added(1), Added(2), Added(3));

        Assert.That(_table.Find(CallId.Of(2)), Is.SameAs(second));
        Assert.That(_table.Find(CallId.Of(4)), Is.Null);

        Assert.That(_table.Remove(first), Is.False);
        Assert.That(_table.Remove(second));
        Assert.That(_table.Remove(third), Is.False);
    }

    [Test]
    public void A_call_that_has_ended_is_not_found()
    {
        var call = Added(1);
        _table.Remove(call);

        Assert.That(_table.Find(CallId.Of(1)), Is.Null);
        Assert.That(_table.Snapshot(), Is.Empty);
    }

    [Test]
    public void Every_call_of_a_snapshot_may_still_be_used_and_a_later_one_is_nobodys()
    {
        var (first, second) = (Added(1), Added(2));

        Assert.That(_table.Snapshot(), Is.EqualTo([first, second]));

        var later = Added(3);
        Assert.That(_table.Remove(first));
        Assert.That(_table.Remove(second));
        Assert.That(_table.Remove(later), Is.False);
    }

    [Test]
    public void Counting_and_closing_pass_no_call_to_anybody()
    {
        var call = Added(1);
        Assert.That(_table.Count, Is.EqualTo(1));
        var ended = _table.CloseAsync();

        Assert.That(_table.Remove(call), Is.False);
        Assert.That(ended.IsCompleted);
    }

    private PendingCall Added(long id)
    {
        var call = PendingCall.Of(new Request { Id = CallId.Of(id), Command = "same" }, _peer.Incoming, "same", lane: null, isImmediate: false);
        Assert.That(_table.TryAdd(call), Is.Null);
        return call;
    }
}
