using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Companions.Exposure;
using NUnit.Framework;

namespace Liaison.Tests.Lifetimes;

/// <summary>What is disposed, when, and by whom.</summary>
internal sealed class LifetimeTests
{
    private Diary _diary = null!;
    private Companion _companion = null!;

    [SetUp]
    public void Serve()
    {
        _diary = new Diary();
        var own = new Tracked(_diary, "own");
        _companion = new Companion().Expose<Tracked>().Expose<AsyncTracked>().Expose<Stubborn>()
            .Add("diary", _diary).Add("own", own).Add("factory", new Factory(_diary, own));
    }

    [TearDown]
    public async Task End() => await _companion.DisposeAsync();

    [Test]
    public async Task What_init_made_is_disposed_when_its_name_is_deleted()
    {
        await Init("a", "Tracked", "a");
        await Init("b", "factory.Make", "b");
        await Init("c", "factory.MakeAsync", "c");
        Assert.That(_diary.Entries, Is.Empty);

        Assert.That(await Delete("b"), Is.True);
        Assert.That(await Delete("c"), Is.True);
        Assert.That(await Delete("a"), Is.True);
        Assert.That(await Delete("a"), Is.False);

        Assert.That(_diary.Entries, Is.EqualTo(new[] { "b disposed", "c disposed", "a disposed" }));
    }

    [TestCase("init")]
    [TestCase("store")]
    [TestCase("register")]
    public async Task What_init_made_is_disposed_when_its_name_is_given_to_another(string command)
    {
        await Init("a", "Tracked", "first");

        var reply = command == "init" ? await Reply.To(_companion, "init", "a", "Tracked", "$diary", "second")
            : await Reply.To(_companion, command, "a", command == "store" ? 1 : "diary");

        Assert.That(reply.Code, Is.Null, reply.ToString());
        Assert.That(_diary.Entries, Is.EqualTo(new[] { "first disposed" }));
    }

    [Test]
    public async Task An_object_of_two_names_lives_until_the_last_of_them_goes()
    {
        await Init("a", "Tracked", "a");
        await Reply.To(_companion, "register", "b", "a");
        await Reply.To(_companion, "init", "c", "factory.Same", "$a");

        await Delete("a");
        await Reply.To(_companion, "store", "c", 1);
        Assert.That(_diary.Entries, Is.Empty);
        Assert.That((string?)(await Reply.To(_companion, "get", "b.Name")).Response, Is.EqualTo("a"));

        await Delete("b");
        Assert.That(_diary.Entries, Is.EqualTo(new[] { "a disposed" }));
    }

    [Test]
    public async Task A_name_that_is_given_to_its_own_object_keeps_it()
    {
        await Init("a", "Tracked", "a");

        await Reply.To(_companion, "register", "a", "a");

        Assert.That(_diary.Entries, Is.Empty);
    }

    [Test]
    public async Task The_end_disposes_in_reverse_order_of_making_and_asynchronously_first()
    {
        await Init("z", "Tracked", "first");
        await Init("a", "AsyncTracked", "second");
        await Init("m", "Tracked", "third");
        await Reply.To(_companion, "register", "aa", "z");

        await _companion.DisposeAsync();
        await _companion.DisposeAsync();

        Assert.That(_diary.Entries, Is.EqualTo(new[] { "third disposed", "second disposed asynchronously", "first disposed" }));
    }

    [Test]
    public async Task What_the_host_put_in_is_never_disposed()
    {
        await Reply.To(_companion, "init", "x", "factory.Own");
        await Delete("x");
        await Reply.To(_companion, "init", "y", "factory.Own");
        await Reply.To(_companion, "store", "y", 1);
        await Delete("own");
        await Reply.To(_companion, "init", "z", "factory.Own");
        await Delete("z");
        await Reply.To(_companion, "init", "z", "factory.Own");
        await _companion.DisposeAsync();

        Assert.That(_diary.Entries, Is.Empty);
    }

    [Test]
    public async Task What_a_peer_had_made_and_the_host_then_put_in_is_the_hosts()
    {
        await Init("a", "Tracked", "a");
        _companion.Namespace.TryGet("a", out var made);
        _companion.Add("kept", (Tracked)made!);

        await Delete("a");
        await Delete("kept");
        await _companion.DisposeAsync();

        Assert.That(_diary.Entries, Is.Empty);
    }

    [Test]
    public async Task What_peers_only_named_is_never_disposed()
    {
        await Reply.To(_companion, "register", "x", "own");
        await Reply.To(_companion, "init", "nothing", "factory.Nothing");

        await Delete("x");
        await Delete("nothing");

        Assert.That(_diary.Entries, Is.Empty);
    }

    [Test]
    public async Task A_companion_that_a_function_gives_is_not_disposed_by_a_peer()
    {
        _companion.Namespace.TryGet("companion", out var reserved);
        _companion.Add("getter", new Func<object?>(() => reserved));
        await Init("a", "Tracked", "a");

        await Reply.To(_companion, "init", "me", "getter");
        await Delete("me");

        Assert.That(_diary.Entries, Is.Empty);
        Assert.That((await Reply.To(_companion, "get", "a.Name")).Code, Is.Null);
    }

    [Test]
    public async Task One_that_fails_to_be_disposed_is_told_and_gone()
    {
        await Init("a", "Stubborn", "a");

        var reply = await Reply.To(_companion, "delete", "a");

        Assert.That(reply.Code, Is.EqualTo(ErrorCode.Failed));
        Assert.That(reply.Message, Is.EqualTo("a stays"));
        Assert.That(_companion.Namespace.Contains("a"), Is.False);
        await _companion.DisposeAsync();
        Assert.That(_diary.Entries, Is.EqualTo(new[] { "a disposed" }));
    }

    [Test]
    public async Task One_that_fails_to_be_disposed_keeps_none_of_the_others()
    {
        await Init("a", "Tracked", "a");
        await Init("b", "Stubborn", "b");
        await Init("c", "Stubborn", "c");
        await Init("d", "AsyncTracked", "d");

        var failure = await Assert.ThrowsAsync<AggregateException>(async () => await _companion.DisposeAsync());

        Assert.That(failure!.InnerExceptions.Select(inner => inner.Message), Is.EqualTo(new[] { "c stays", "b stays" }));
        Assert.That(_diary.Entries, Is.EqualTo(new[] { "d disposed asynchronously", "c disposed", "b disposed", "a disposed" }));
        Assert.That(_companion.Namespace.Count, Is.Zero);
    }

    [TestCase("companion")]
    [TestCase("liaison")]
    public async Task What_is_always_there_is_neither_replaced_nor_deleted(string name)
    {
        await using var host = new Liaison.Hosting.LiaisonHost(_companion);

        Assert.That((await Reply.To(_companion, "delete", name)).Code, Is.EqualTo(ErrorCode.BadArguments));
        Assert.That((await Reply.To(_companion, "store", name, 1)).Code, Is.EqualTo(ErrorCode.BadArguments));
        Assert.That((await Reply.To(_companion, "register", name, "diary")).Code, Is.EqualTo(ErrorCode.BadArguments));
        Assert.That((await Reply.To(_companion, "init", name, "factory.Make", "x")).Message, Does.Contain("always there"));
        Assert.That(() => _companion.Add(name, "mine"), Throws.InstanceOf<CommandException>());
    }

    [Test]
    public async Task There_are_no_more_names_than_are_allowed()
    {
        // One of them is the companion's own.
        await using var companion = new Companion(new CompanionOptions { MaxNames = 4 }).Expose<Tracked>().Add("diary", _diary);
        await Reply.To(companion, "store", "a", 1);
        await Reply.To(companion, "store", "b", 2);

        foreach (var (command, arguments) in new[] { ("store", new object[] { "c", 1 }), ("register", ["c", "a"]), ("init", ["c", "Tracked", "$diary", "c"]) })
        {
            var reply = await Reply.To(companion, command, arguments);
            Assert.That(reply.Code, Is.EqualTo(ErrorCode.BadArguments));
            Assert.That(reply.Message, Does.Contain("MaxNames"));
        }

        Assert.That((await Reply.To(companion, "store", "a", 3)).Code, Is.Null, "One that is there can be given to another value.");
        Assert.That((bool?)(await Reply.To(companion, "delete", "b")).Response, Is.True);
        Assert.That((await Reply.To(companion, "init", "c", "Tracked", "$diary", "c")).Code, Is.Null);
        Assert.That(_diary.Entries, Is.Empty);
    }

    [Test]
    public async Task Whatever_peers_name_what_is_kept_of_it_stays_bounded()
    {
        for (var i = 0; i < 5_000; i++)
        {
            await Init("same", "Tracked", "x");
            await Reply.To(_companion, "exists", $"nobody_{i}[{i}]");
            await Reply.To(_companion, "exists", $"own.N{new string('_', i % 900)}ame");
        }

        Assert.That(_diary.Entries, Has.Count.EqualTo(4_999), "Each was disposed when the next came.");
        Assert.That(_companion.Namespace.Count, Is.EqualTo(5));
    }

    [TestCase("")]
    [TestCase("1a")]
    [TestCase("a b")]
    [TestCase("a.b")]
    [TestCase("a[0]")]
    [TestCase("$a")]
    [TestCase("a\u200B")]
    public async Task What_is_no_name_is_refused_before_anything_is_made(string name)
    {
        var reply = await Reply.To(_companion, "init", name, "factory.Make", "x");

        Assert.That(reply.Code, Is.EqualTo(ErrorCode.BadArguments));
        Assert.That(reply.Message, Does.Contain("cannot be a name"));
    }

    private async Task Init(string name, string made, string own)
    {
        var reply = made.StartsWith("factory", StringComparison.Ordinal)
            ? await Reply.To(_companion, "init", name, made, own)
            : await Reply.To(_companion, "init", name, made, "$diary", own);
        Assert.That(reply.Code, Is.Null, reply.ToString());
    }

    private async Task<bool?> Delete(string name) => (bool?)(await Reply.To(_companion, "delete", name)).Response;
}
