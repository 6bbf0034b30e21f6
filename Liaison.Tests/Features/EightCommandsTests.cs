using Liaison.Client;
using Liaison.Companions;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>The commands that every host has, as methods of the client.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.All))]
internal sealed class EightCommandsTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    private static readonly string AccountType = typeof(Account).FullName!.Replace('+', '.');

    [Test]
    public async Task Init_makes_what_get_and_exists_find_and_delete_lets_go(CancellationToken token)
    {
        var client = await StartAsync(token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await client.ExistsAsync("mine", token), Is.False);
            Assert.That(await client.InitAsync("mine", AccountType, ["Ada", 5], cancellationToken: token), Is.EqualTo("mine"));
            Assert.That(await client.ExistsAsync("mine", token), Is.True);
            Assert.That(await client.GetAsync<int>("mine.Balance", token), Is.EqualTo(5));
            Assert.That(await client.DeleteAsync("mine", token), Is.True);
            Assert.That(await client.ExistsAsync("mine", token), Is.False);
        }
    }

    [Test]
    public async Task Init_takes_arguments_by_name(CancellationToken token)
    {
        var client = await StartAsync(token);

        await client.InitAsync("mine", AccountType, keywords: new Dictionary<string, object?> { ["balance"] = 7, ["owner"] = "$me" }, cancellationToken: token);

        Assert.That(await client.GetAsync<string>("mine.Owner", token), Is.EqualTo("$me"));
        Assert.That(await client.GetAsync<int>("mine.Balance", token), Is.EqualTo(7));
    }

    [Test]
    public async Task A_keyword_that_the_command_itself_has_is_refused(CancellationToken token)
    {
        var client = await StartAsync(token);

        Assert.That(
            () => client.InitAsync("mine", AccountType, keywords: new Dictionary<string, object?> { ["name"] = "Ada" }, cancellationToken: token),
            Throws.ArgumentException.With.Message.StartsWith("The keyword 'name' is a parameter of the command 'init'. Pass this argument by position."));
    }

    [Test]
    public async Task Run_calls_methods_by_position_and_by_name(CancellationToken token)
    {
        var client = await StartAsync(token);
        await client.InitAsync("mine", AccountType, ["Ada", 5], cancellationToken: token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await client.RunAsync<int>("mine.Add", [2, 3], cancellationToken: token), Is.EqualTo(10));
            Assert.That(await client.RunAsync<int>("mine.add", keywords: new Dictionary<string, object?> { ["more"] = 1, ["amount"] = 1 }, cancellationToken: token), Is.EqualTo(12));
            Assert.That(await client.RunAsync<int>("mine.Add", [LiaisonClient.Ref("mine.Balance")], cancellationToken: token), Is.EqualTo(24));
        }
    }

    [Test]
    public async Task Try_tells_a_result_or_why_there_is_none(CancellationToken token)
    {
        var client = await StartAsync(token);
        await client.InitAsync("mine", AccountType, ["Ada", 5], cancellationToken: token);

        var good = await client.TryAsync<int>("mine.Add", [1], cancellationToken: token);
        var bad = await client.TryAsync<int>("mine.Close", cancellationToken: token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((good.Success, good.Result, good.ErrorLines.Count), Is.EqualTo((true, 6, 0)));
            Assert.That((bad.Success, bad.Result), Is.EqualTo((false, 0)));
            Assert.That(bad.ErrorLines[^1], Is.EqualTo("System.InvalidOperationException: Not empty.\n"));
        }
    }

    [Test]
    public async Task The_command_try_itself_gives_its_lines(CancellationToken token)
    {
        var client = await StartAsync(token);
        await client.InitAsync("mine", AccountType, ["Ada", 5], cancellationToken: token);

        var tried = await client.InvokeAsync<Tried>("try", ["mine.Close"], token);

        Assert.That(tried!.Success, Is.False);
        Assert.That(tried.Result, Is.EqualTo(new[] { "System.InvalidOperationException: Not empty.\n" }));
    }

    [Test]
    public async Task Register_names_a_target_and_store_a_value(CancellationToken token)
    {
        var client = await StartAsync(token);
        await client.InitAsync("mine", AccountType, ["Ada", 5], cancellationToken: token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await client.RegisterAsync("add", "mine.Add", token), Is.EqualTo("add"));
            Assert.That(await client.RunAsync<int>("add", [1], cancellationToken: token), Is.EqualTo(6));
            Assert.That(await client.RegisterAsync(null, "mine.Balance", token), Is.EqualTo("Balance"));
            Assert.That(await client.StoreAsync("list", new[] { 1, 2 }, token), Is.EqualTo("list"));
            Assert.That(await client.GetAsync<int>("list[1]", token), Is.EqualTo(2));
            Assert.That(await client.StoreAsync("none", null, token), Is.EqualTo("none"));
            Assert.That(await client.ExistsAsync("none", token), Is.True);
        }
    }

    [Test]
    public async Task Ping_is_answered_at_both_ends(CancellationToken token)
    {
        var client = await StartAsync(token);

        Assert.That(await client.PingAsync(token), Is.EqualTo("pong"));
        if (await HostCallsAsync())
        {
            Assert.That(await Peer.PingAsync(token), Is.EqualTo("pong"));
        }
    }

    [Test]
    public async Task What_cannot_be_got_is_told(CancellationToken token)
    {
        var client = await StartAsync(token);

        Assert.That((await FailureAsync(client.GetAsync<int>("nobody", token))).Code, Is.EqualTo(ErrorCode.NotFound));
        Assert.That((await FailureAsync(client.InitAsync("mine", "No.Such.Type", cancellationToken: token))).Code, Is.EqualTo(ErrorCode.NotFound));
    }

    private async Task<LiaisonClient> StartAsync(CancellationToken token)
    {
        await ServeAsync(new Companion().Expose<Account>(), token);
        return await ConnectAsync(token);
    }

    public sealed record Tried(bool Success, string[] Result);

    public sealed class Account(string owner, int balance)
    {
        public string Owner => owner;

        public int Balance { get; private set; } = balance;

        public int Add(int amount, int more = 0) => Balance += amount + more;

        public void Close() => throw new InvalidOperationException("Not empty.");
    }
}
