using Liaison.Client;
using Liaison.Extensions;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Extensions;

/// <summary>How long the objects live that commands run on.</summary>
[CancelAfter(60_000)]
internal sealed class CommandScopeTests
{
    [TestCase(CommandScope.Singleton, "1.1 1.2 1.3")]
    [TestCase(CommandScope.Connection, "1.1 1.2 2.1")]
    [TestCase(CommandScope.Call, "1.1 2.1 3.1")]
    public async Task A_class_of_commands_lives_as_long_as_was_said(CommandScope scope, string orders)
    {
        await using var application = await HostedApplication.StartAsync(liaison => liaison.AddCommands<Orders>(scope));
        await using var one = await application.ConnectAsync();
        await using var other = await application.ConnectAsync();

        var given = new[] { await OrderAsync(one), await OrderAsync(one), await OrderAsync(other) };

        Assert.That(string.Join(' ', given), Is.EqualTo(orders));
    }

    [Test]
    public async Task An_object_of_a_call_is_disposed_once_the_call_was_answered()
    {
        await using var application = await HostedApplication.StartAsync(liaison => liaison.AddCommands<Orders>(CommandScope.Call));
        await using var client = await application.ConnectAsync();

        await OrderAsync(client);
        await application.Journal.Written("disposed 1");
        await Assert.CatchAsync<LiaisonException>(() => client.InvokeAsync<int>("fail"));
        await application.Journal.Written("disposed 2");
    }

    [Test]
    public async Task An_object_of_a_call_lives_until_its_stream_has_ended(CancellationToken cancellationToken)
    {
        await using var application = await HostedApplication.StartAsync(liaison => liaison.AddCommands<Orders>(CommandScope.Call));
        await using var client = await application.ConnectAsync();

        var items = await client.StreamAsync<int>("list", [], cancellationToken).ToListAsync(cancellationToken);
        var list = await client.InvokeAsync<int[]>("list", [], cancellationToken);
        var inProcess = await application.Liaison.Companion.InvokeAsync<int[]>("list");
        var executed = await application.Liaison.Companion.ExecuteAsync("""{"command":{"command":"list"},"id":1}""", cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(items, Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That(list, Is.EqualTo(items));
            Assert.That(inProcess, Is.EqualTo(items));
            Assert.That(executed, Does.StartWith("""{"response":[1,2,3]"""));
        }

        foreach (var number in (int[])[1, 2, 3, 4])
        {
            await application.Journal.Written($"disposed {number}");
        }
    }

    [Test]
    public async Task An_object_of_a_connection_is_disposed_when_the_peer_has_left()
    {
        await using var application = await HostedApplication.StartAsync(liaison => liaison.AddCommands<Orders>(CommandScope.Connection));
        await using (var client = await application.ConnectAsync())
        {
            await OrderAsync(client);
            Assert.That(application.Journal.Lines, Is.Empty);
        }

        await application.Journal.Written("disposed 1");
    }

    [Test]
    public async Task Everything_is_disposed_when_the_application_has_stopped()
    {
        await using var application = await HostedApplication.StartAsync(liaison => liaison.AddCommands<Orders>(CommandScope.Connection));
        await using var client = await application.ConnectAsync();
        await OrderAsync(client);

        await application.StopAsync();

        Assert.That(application.Journal.Lines, Is.EqualTo(new[] { "disposed 1" }));
    }

    [Test]
    public async Task A_class_that_the_container_cannot_make_fails_the_call_and_says_why()
    {
        await using var application = await HostedApplication.StartAsync(liaison => liaison.AddCommands<Unmakable>(CommandScope.Call));
        await using var client = await application.ConnectAsync();

        var failure = await Assert.CatchAsync<LiaisonException>(() => client.InvokeAsync<int>("never"));

        Assert.That(failure!.Message, Does.Contain(nameof(IFormatProvider)));
    }

    private static Task<string?> OrderAsync(LiaisonClient client) => client.InvokeAsync<string>("order");
}
