using Liaison.Client;
using Liaison.Commands;
using Liaison.Contracts;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Exceptions that commands declare: they arrive with their code and their members.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.All))]
internal sealed class DeclaredErrorTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    private const string Message = "Seat 12 is Jörg's: \"no\".";

    [Test]
    public async Task A_declared_exception_arrives_with_its_code_and_members(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Theatre(), token);

        AssertIsSeatTaken(await FailureAsync(client.InvokeAsync<string>("take", [12], token)));
    }

    [Test]
    public async Task What_a_stream_throws_after_its_items_arrives_alike(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Theatre(), token);
        var taken = new List<int>();

        AssertIsSeatTaken(await FailureAsync(TakeAllAsync()));
        Assert.That(taken, Is.EqualTo(Speech.Reports ? new[] { 11 } : []));

        async Task TakeAllAsync()
        {
            await foreach (var seat in client.StreamAsync<int>("take_all", [11], token))
            {
                taken.Add(seat);
            }
        }
    }

    [Test]
    public async Task A_command_may_give_its_own_exception_details(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Theatre(), token);

        var failure = await FailureAsync(client.InvokeAsync<string>("close", [], token));

        Assert.That((failure.Code, failure.Message), Is.EqualTo(("closed", "Come tomorrow.")));
        Assert.That(failure.ReadMember<DateOnly>("opens"), Is.EqualTo(new DateOnly(2026, 8, 1)));
    }

    [Test]
    public async Task What_is_not_declared_carries_nothing(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Theatre(), token);

        var failure = await FailureAsync(client.InvokeAsync<string>("take_undeclared", [12], token));

        Assert.That((failure.Code, failure.Error.Data), Is.EqualTo((ErrorCode.Failed, (RawJson?)null)));
        Assert.That(failure.ReadData<Dictionary<string, object>>(), Is.Null);
    }

    [Test]
    public async Task What_a_client_declares_arrives_at_the_host(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Theatre(), token);
        client.Commands.AddFrom(new Theatre());
        if (await HostCallsAsync())
        {
            AssertIsSeatTaken(await FailureAsync(Peer.InvokeAsync<string>("take", [12], token)));
        }
    }

    private static void AssertIsSeatTaken(LiaisonException failure)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That((failure.Code, failure.RemoteType, failure.Message), Is.EqualTo(("seat_taken", typeof(SeatTakenException).FullName, Message)));
            Assert.That(failure.RemoteLines, Is.EqualTo(new[] { $"{typeof(SeatTakenException).FullName}: {Message}\n" }));
            Assert.That(failure.ReadMember<int>("seat"), Is.EqualTo(12));
            Assert.That(failure.ReadMember<string>("By"), Is.EqualTo("Jörg"));
            Assert.That(failure.ReadMember<byte[]>("Ticket"), Is.EqualTo(new byte[] { 0, 255, 128 }));
            Assert.That(failure.ReadMember<int[]>("Free"), Is.EqualTo(new[] { 13, 14 }));
            Assert.That(failure.ReadMember<int?>("Row"), Is.Null);
            Assert.That(failure.ReadData<Taken>(), Has.Property(nameof(Taken.Seat)).EqualTo(12).And.Property(nameof(Taken.By)).EqualTo("Jörg"));
            Assert.That(() => failure.ReadMember<int>("by"), Throws.TypeOf<InvalidCastException>());
        }
    }

    public sealed record Taken(int Seat, string By, byte[] Ticket, IReadOnlyList<int> Free);

    public sealed class Theatre
    {
        [Command("take")]
        [Throws(typeof(SeatTakenException), "seat_taken")]
        public string Take(int seat) => throw TakenBy(seat);

        [Command("take_all")]
        [Throws(typeof(SeatTakenException), "seat_taken")]
        public async IAsyncEnumerable<int> TakeAllAsync(int first)
        {
            await Task.Yield();
            yield return first;
            throw TakenBy(first + 1);
        }

        [Command("take_undeclared")]
        public string TakeUndeclared(int seat) => throw TakenBy(seat);

        [Command("close")]
        public void Close() => throw new CommandException("closed", "Come tomorrow.") { Details = new Dictionary<string, object> { ["opens"] = new DateOnly(2026, 8, 1) } };

        private static SeatTakenException TakenBy(int seat) => new(Message) { Seat = seat, By = "Jörg", Ticket = [0, 255, 128], Free = [seat + 1, seat + 2] };
    }
}
