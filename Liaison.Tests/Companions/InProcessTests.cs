using System.Text;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.BadInput;
using NUnit.Framework;

namespace Liaison.Tests.Companions;

/// <summary>Commands run without a host or a socket: this is how those of an application are unit-tested.</summary>
internal sealed class InProcessTests
{
    [Test]
    public async Task A_command_is_a_call()
    {
        await using var companion = new Companion();

        Assert.That(await companion.InvokeAsync<string>("ping"), Is.EqualTo("pong"));
    }

    [Test]
    public async Task A_command_of_ones_own_is_called_with_arguments_of_its_types()
    {
        await using var shop = new Shop();

        Assert.That(await shop.InvokeAsync<int>("add_item", "apple", 3), Is.EqualTo(3));
        Assert.That(await shop.InvokeAsync<int>("add_item", "apple"), Is.EqualTo(4), "the count has a default");
        Assert.That(await shop.InvokeAsync<Dictionary<string, int>>("items"), Is.EqualTo(new Dictionary<string, int> { ["apple"] = 4 }));
        Assert.That(shop.Items["apple"], Is.EqualTo(4));
    }

    [Test]
    public async Task References_and_keywords_work_as_a_peers_do()
    {
        await using var shop = new Shop();
        shop.Add("fruit", new Fruit("pear"));
        var named = CommandArguments.Of(["$fruit.name"], new Dictionary<string, object?> { ["count"] = 2 }, shop.Json);

        Assert.That(await shop.InvokeAsync<int>("add_item", named, CancellationToken.None), Is.EqualTo(2));
        Assert.That(await shop.InvokeAsync<string>("name_of", "$fruit"), Is.EqualTo("pear"));
        Assert.That(shop.Items.Keys, Is.EqualTo(new[] { "pear" }));
    }

    [Test]
    public async Task A_result_is_taken_as_its_own_type_or_as_what_its_JSON_reads_as()
    {
        await using var companion = new Companion().ExposeBasicTypes();
        var trouble = new Troublemaker();
        companion.Add("trouble", trouble);

        Assert.That(await companion.InvokeAsync<double>("run", "System.Math:Sqrt", 4.0), Is.EqualTo(2.0));
        Assert.That(await companion.InvokeAsync<int>("run", "System.Math:Sqrt", 4.0), Is.EqualTo(2));
        Assert.That(await companion.InvokeAsync<object>("get", "trouble"), Is.SameAs(trouble));
        Assert.That(await companion.InvokeAsync<string>("get", "trouble.Null"), Is.Null);
        Assert.That(async () => await companion.InvokeAsync<int>("ping"), Throws.TypeOf<InvalidCastException>().With.Message.Contains("string"));
    }

    [Test]
    public void An_unknown_command_throws_with_its_code() =>
        Assert.That(
            async () => await new Companion().InvokeAsync<string>("frobnicate"),
            Throws.TypeOf<CommandException>().With.Property("Code").EqualTo(ErrorCode.UnknownCommand));

    [Test]
    public void Arguments_that_do_not_fit_throw_with_their_code() =>
        Assert.That(
            async () => await new Shop().InvokeAsync<int>("add_item", 5),
            Throws.TypeOf<CommandException>().With.Property("Code").EqualTo(ErrorCode.BadArguments));

    [TestCase("run", "trouble.ThrowAtOnce", "at once")]
    [TestCase("run", "trouble.ThrowAfterAwait", "after an await")]
    [TestCase("run", "trouble.FaultedTask", "a faulted task")]
    [TestCase("run", "trouble.CustomAwaitable", "a custom awaitable")]
    [TestCase("get", "trouble.ThrowingProperty", "the property")]
    public void What_a_command_throws_the_caller_catches_unwrapped(string command, string target, string message) =>
        Assert.That(async () => await new TroubleCompanion().InvokeAsync<object>(command, target), Throws.InvalidOperationException.With.Message.EqualTo(message));

    [Test]
    public async Task A_command_that_is_canceled_ends_for_its_caller()
    {
        await using var shop = new Shop();
        using var source = new CancellationTokenSource();

        var waiting = shop.InvokeAsync<object>("wait", CommandArguments.None, source.Token).AsTask();
        await source.CancelAsync();

        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_message_is_answered_as_text_and_as_bytes()
    {
        await using var companion = new Companion();
        const string Message = """{"command":{"command":"ping"},"id":1}""";
        const string Reply = """{"response":"pong","tag":"response","evt":{"command":{"command":"ping"},"id":1}}""";

        Assert.That(await companion.ExecuteAsync(Message), Is.EqualTo(Reply));
        Assert.That(await companion.ExecuteAsync(Encoding.UTF8.GetBytes(Message)), Is.EqualTo(Encoding.UTF8.GetBytes(Reply)));
    }

    [Test]
    public async Task A_failure_is_a_reply_and_never_an_exception()
    {
        await using var companion = new TroubleCompanion();

        var reply = JsonElement.Parse(await companion.ExecuteAsync("""{"command":{"command":"run","args":["trouble.ThrowWithThrowingMessage"]},"id":1}"""));

        Assert.That(reply.GetProperty("code").GetString(), Is.EqualTo(ErrorCode.Failed));
    }

    [Test]
    public async Task What_init_made_is_disposed_with_the_companion_the_newest_first_and_asynchronously_where_it_can_be()
    {
        var journal = new Journal();
        var companion = new Companion().Add("journal", journal).Expose<Resource>().Expose<AsyncResource>();
        await companion.InvokeAsync<string>("init", "a", "Resource", "$journal", "a");
        await companion.InvokeAsync<string>("init", "b", "AsyncResource", "$journal", "b");
        await companion.InvokeAsync<string>("init", "c", "Resource", "$journal", "c");
        await companion.InvokeAsync<string>("register", "alias", "a");
        companion.Add("application", new Resource(journal, "the application's"));

        await companion.DisposeAsync();
        await companion.DisposeAsync();

        Assert.That(journal.Entries, Is.EqualTo(new[] { "c disposed", "b disposed asynchronously", "a disposed" }));
        Assert.That(companion.Namespace.Count, Is.Zero);
    }

    [Test]
    public async Task What_init_made_is_disposed_when_its_last_name_goes()
    {
        var journal = new Journal();
        await using var companion = new Companion().Add("journal", journal).Expose<Resource>();
        await companion.InvokeAsync<string>("init", "a", "Resource", "$journal", "a");
        await companion.InvokeAsync<string>("register", "b", "a");

        await companion.InvokeAsync<bool>("delete", "a");
        Assert.That(journal.Entries, Is.Empty, "it still has a name");
        await companion.InvokeAsync<string>("store", "b", 1);
        Assert.That(journal.Entries, Is.EqualTo(new[] { "a disposed" }));
    }

    [Test]
    public async Task What_fails_to_be_disposed_keeps_nothing_else_from_it()
    {
        var journal = new Journal();
        var companion = new Companion().Add("journal", journal).Expose<Resource>().Expose<Undisposable>();
        await companion.InvokeAsync<string>("init", "a", "Resource", "$journal", "a");
        await companion.InvokeAsync<string>("init", "b", "Undisposable");

        Assert.That(async () => await companion.DisposeAsync(), Throws.TypeOf<AggregateException>());
        Assert.That(journal.Entries, Is.EqualTo(new[] { "a disposed" }));
    }

    internal sealed record Fruit(string Name);

    internal sealed class Shop : Companion
    {
        public Dictionary<string, int> Items { get; } = [];

        [Command("add_item")]
        public int AddItem(string name, int count = 1) => Items[name] = Items.GetValueOrDefault(name) + count;

        [Command("items")]
        public Dictionary<string, int> GetItems() => Items;

        [Command("name_of")]
        public string NameOf(Fruit fruit) => fruit.Name;

        [Command("wait")]
        public Task WaitAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task.WaitAsync(cancellationToken);
    }

    internal sealed class Journal
    {
        public List<string> Entries { get; } = [];
    }

    internal sealed class Resource(Journal journal, string name) : IDisposable
    {
        public void Dispose() => journal.Entries.Add($"{name} disposed");
    }

    internal sealed class AsyncResource(Journal journal, string name) : IDisposable, IAsyncDisposable
    {
        public void Dispose() => journal.Entries.Add($"{name} disposed");

        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            journal.Entries.Add($"{name} disposed asynchronously");
        }
    }

    internal sealed class Undisposable : IDisposable
    {
        public void Dispose() => throw new InvalidOperationException("no");
    }
}
