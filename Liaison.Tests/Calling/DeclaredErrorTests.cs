using System.Text.Json;
using System.Text.Json.Serialization;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Contracts;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Tests.WebSockets;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Calling;

/// <summary>What becomes of an exception that a command declares.</summary>
[CancelAfter(60_000)]
internal sealed class DeclaredErrorTests
{
    [TestCase("nearest", "gone_for_good", """{"grave":"far","id":7}""")]
    [TestCase("derived", "gone", """{"id":8}""")]
    [TestCase("wrapped", "gone", """{"id":9}""")]
    [TestCase("argument", "wrong", "{}")]
    [TestCase("overridden", "gone", """{"id":10}""")]
    [TestCase("shown", "shown", """{"own_name":"a","Renamed":1,"none":null,"inherited":2}""")]
    [TestCase("details", "own", """[1,{"a":"b"}]""")]
    [TestCase("raw", "own", """{ "as": "it is" }""")]
    [TestCase("undeclared", ErrorCode.Failed, null)]
    [TestCase("refused", "own", null)]
    [TestCase("canceled_of_itself", "wide", "{}")]
    [TestCase("throwing", "broken", null)]
    [TestCase("endless", "broken", null)]
    [TestCase("deep", "broken", null)]
    [TestCase("details_endless", "own", null)]
    public async Task An_error_has_the_code_of_the_nearest_declaration_and_its_members(string command, string code, string? data)
    {
        await using var companion = new Throwing();

        var reply = JsonElement.Parse(await companion.ExecuteAsync($$$"""{"command": {"command": "{{{command}}}"}}"""));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(reply.GetProperty("code").GetString(), Is.EqualTo(code));
            Assert.That(reply.GetProperty("message").GetString(), Is.EqualTo(command));
            Assert.That(reply.TryGetProperty("data", out var its) ? its.GetRawText() : null, Is.EqualTo(data));
        }
    }

    [Test]
    public async Task A_call_that_its_caller_cancels_is_canceled_whatever_the_command_declares(CancellationToken token)
    {
        await using var companion = new Throwing();
        using var source = CancellationTokenSource.CreateLinkedTokenSource(token);

        var reply = companion.ExecuteAsync("""{"command": {"command": "wait"}}""", source.Token);
        await source.CancelAsync();

        Assert.That(JsonElement.Parse(await reply).GetProperty("code").GetString(), Is.EqualTo(ErrorCode.Canceled));
    }

    [Test]
    public async Task Arguments_that_do_not_fit_are_no_declared_error()
    {
        await using var companion = new Throwing();

        var reply = JsonElement.Parse(await companion.ExecuteAsync("""{"command": {"command": "wait", "args": [1]}}"""));

        Assert.That(reply.GetProperty("code").GetString(), Is.EqualTo(ErrorCode.BadArguments));
    }

    [Test]
    public async Task Why_data_cannot_be_written_is_in_the_log(CancellationToken token)
    {
        var log = new RecordedLog();
        var transport = new InMemoryTransport();
        await using var companion = new Throwing();
        await using var host = new LiaisonHost(companion, new HostOptions { LoggerFactory = log }).Add(transport);
        await host.StartAsync(token);
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), cancellationToken: token);

        var failure = (await Assert.ThrowsAsync<LiaisonException>(() => client.InvokeAsync<string>("throwing", [], token)))!;

        Assert.That((failure.Code, failure.Error.Data), Is.EqualTo(("broken", (RawJson?)null)));
        Assert.That(log.Warnings, Has.One.Contains("failed with broken. The data of the error cannot be written").And.One.Contains("not today"));
    }

    [Test]
    public void What_an_interface_declares_counts_where_its_method_is_the_command()
    {
        var declared = DeclaredErrors.Of(typeof(IShelf).GetMethod(nameof(IShelf.Take))!);

        Assert.That(declared.Find(new GoneForGoodException("x"))?.Code, Is.EqualTo("gone"));
    }

    [Test]
    public void A_declaration_that_cannot_be_is_refused_with_the_fix()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new CommandTable().AddFrom(new NoException()), Throws.ArgumentException.With.Message.Contains("System.String is no exception. Name a class that derives from Exception."));
            Assert.That(() => new CommandTable().AddFrom(new NoCode()), Throws.ArgumentException.With.Message.Contains("no code. Write one"));
            Assert.That(() => new CommandTable().AddFrom(new OwnCode()), Throws.ArgumentException.With.Message.Contains("a code of its own. Declare an exception of yours."));
        }
    }

    [Test]
    public void An_error_that_was_made_by_hand_is_read_by_the_defaults()
    {
        var failure = new LiaisonException(CommandError.Of("own", "No.") with { Data = new RawJson("""{"\ud800":1,"id":1,"\u0069d":7}"""u8.ToArray()) });

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure.ReadMember<int>("Id"), Is.EqualTo(7));
            Assert.That(failure.ReadMember<RawJson>("none"), Is.Null);
            Assert.That(new LiaisonException(CommandError.Of("own", "No.") with { Data = new RawJson("[1]"u8.ToArray()) }).ReadMember<int?>("id"), Is.Null);
        }
    }

    private interface IShelf
    {
        [Throws(typeof(GoneException), "gone")]
        string Take(int id);
    }

    private class GoneException(string message) : Exception(message)
    {
        public int Id { get; init; }
    }

    private class GoneForGoodException(string message) : GoneException(message)
    {
        public string Grave { get; init; } = "far";
    }

    private sealed class BuriedException(string message) : GoneForGoodException(message)
    {
        public int Depth { get; init; }
    }

    private abstract class BaseException(string message) : Exception(message)
    {
        public int Inherited => 2;

        public virtual object? None => 1;
    }

    private sealed class ShownException(string message) : BaseException(message)
    {
        [JsonPropertyName("own_name")]
        public string Name => "a";

        [JsonPropertyName("Renamed")]
        public int Number => 1;

        [JsonIgnore]
        public string Ignored => "secret";

        [Hidden]
        public string Concealed => "secret";

        public string Set
        {
            private get => "secret";
            set => _ = value;
        }

        public new object? None => null;

        internal string Inner => "secret";
    }

    private sealed class BrokenException(string message) : Exception(message)
    {
        public object? Value { get; init; }

        public int Fine => Value is null ? throw new InvalidOperationException("not today") : 1;
    }

    private class BaseCompanion : Companion
    {
        [Command("overridden")]
        [Throws(typeof(GoneException), "gone")]
        public virtual string Overridden() => "";
    }

    private sealed class Throwing : BaseCompanion
    {
        [Command("nearest")]
        [Throws(typeof(Exception), "wide")]
        [Throws(typeof(GoneForGoodException), "gone_for_good")]
        [Throws(typeof(GoneException), "gone")]
        public string Nearest() => throw new BuriedException("nearest") { Id = 7, Depth = 2 };

        [Command("derived")]
        [Throws(typeof(GoneException), "gone")]
        public string Derived() => throw new GoneForGoodException("derived") { Id = 8 };

        [Command("wrapped")]
        [Throws(typeof(GoneException), "gone")]
        public Task<string> WrappedAsync() => throw new AggregateException(new GoneException("wrapped") { Id = 9 });

        [Command("argument")]
        [Throws(typeof(ArgumentException), "wrong")]
        public string Argument() => throw new ArgumentException("argument");

        public override string Overridden() => throw new GoneException("overridden") { Id = 10 };

        [Command("shown")]
        [Throws(typeof(ShownException), "shown")]
        public string Shown() => throw new ShownException("shown");

        [Command("details")]
        public string Details() => throw new CommandException("own", "details") { Details = new object[] { 1, new Dictionary<string, string> { ["a"] = "b" } } };

        [Command("raw")]
        public string Raw() => throw new CommandException("own", "raw", new FormatException()) { Details = new RawJson("""{ "as": "it is" }"""u8.ToArray()) };

        [Command("undeclared")]
        [Throws(typeof(GoneForGoodException), "gone_for_good")]
        public string Undeclared() => throw new GoneException("undeclared");

        [Command("refused")]
        [Throws(typeof(Exception), "wide")]
        public string Refused() => throw new CommandException("own", "refused");

        [Command("canceled_of_itself")]
        [Throws(typeof(Exception), "wide")]
        public string CanceledOfItself() => throw new OperationCanceledException("canceled_of_itself");

        [Command("wait")]
        [Throws(typeof(Exception), "wide")]
        public Task WaitAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

        [Command("throwing")]
        [Throws(typeof(BrokenException), "broken")]
        public string ThrowingOne() => throw new BrokenException("throwing");

        [Command("endless")]
        [Throws(typeof(BrokenException), "broken")]
        public string Endless() => throw new BrokenException("endless") { Value = Loop() };

        [Command("deep")]
        [Throws(typeof(BrokenException), "broken")]
        public string Deep() => throw new BrokenException("deep") { Value = Enumerable.Range(0, 60).Aggregate((object)1, (inner, _) => new[] { inner }) };

        [Command("details_endless")]
        public string DetailsEndless() => throw new CommandException("own", "details_endless") { Details = Loop() };

        private static List<object> Loop()
        {
            var loop = new List<object>();
            loop.Add(loop);
            return loop;
        }
    }

    private sealed class NoException
    {
        [Command]
        [Throws(typeof(string), "text")]
        public void Run()
        {
        }
    }

    private sealed class NoCode
    {
        [Command]
        [Throws(typeof(Exception), "")]
        public void Run()
        {
        }
    }

    private sealed class OwnCode
    {
        [Command]
        [Throws(typeof(CommandException), "text")]
        public void Run()
        {
        }
    }
}
