using Liaison.Client;
using Liaison.Companions;
using Liaison.Extensions;
using NUnit.Framework;

namespace Liaison.Tests.Extensions;

/// <summary>A companion for each connection.</summary>
[CancelAfter(60_000)]
internal sealed class CompanionScopeTests
{
    [Test]
    public async Task Each_peer_has_names_of_its_own(CancellationToken cancellationToken)
    {
        await using var application = await StartAsync();
        await using var one = await application.ConnectAsync();
        await using var other = await application.ConnectAsync();

        await one.StoreAsync("x", 1, cancellationToken);
        await other.StoreAsync("x", 2, cancellationToken);

        Assert.That(await one.GetAsync<int>("x", cancellationToken), Is.EqualTo(1));
        Assert.That(await other.GetAsync<int>("x", cancellationToken), Is.EqualTo(2));
    }

    [Test]
    public async Task Each_peer_has_a_plain_companion_of_its_own_too(CancellationToken cancellationToken)
    {
        await using var application = await HostedApplication.StartAsync(liaison => liaison.AddCompanion<Companion>(CompanionScope.PerConnection));
        await using var one = await application.ConnectAsync();
        await using var other = await application.ConnectAsync();

        await one.StoreAsync("x", 1, cancellationToken);

        Assert.That(await one.ExistsAsync("x", cancellationToken));
        Assert.That(await other.ExistsAsync("x", cancellationToken), Is.False);
    }

    [Test]
    public async Task A_companion_and_its_commands_are_disposed_when_their_peer_has_left(CancellationToken cancellationToken)
    {
        await using var application = await StartAsync();
        await using var stays = await application.ConnectAsync();
        await stays.InvokeAsync<int>("number", [], cancellationToken);
        await using (var leaves = await application.ConnectAsync())
        {
            Assert.That(await leaves.InvokeAsync<string>("order", [], cancellationToken), Does.EndWith(".1"));
            Assert.That(await leaves.InvokeAsync<string>("order", [], cancellationToken), Does.EndWith(".2"));
        }

        await application.Journal.Written("shop 3 disposed");
        await application.Journal.Written("disposed 4");
        Assert.That(await stays.InvokeAsync<int>("number", [], cancellationToken), Is.EqualTo(1));
    }

    [Test]
    public async Task A_command_of_one_peer_does_not_wait_for_those_of_another(CancellationToken cancellationToken)
    {
        await using var application = await StartAsync();
        await using var waits = await application.ConnectAsync();
        await using var other = await application.ConnectAsync();
        var waiting = waits.InvokeAsync<string>("wait", [], cancellationToken);
        await application.Journal.Written("waiting");

        Assert.That(await other.InvokeAsync<int>("number", [], cancellationToken), Is.GreaterThan(0));
        application.Journal.Write("go");
        Assert.That(await waiting, Is.EqualTo("waited"));
    }

    [Test]
    public async Task Events_and_the_name_of_the_host_are_there_for_all(CancellationToken cancellationToken)
    {
        await using var application = await StartAsync();
        await using var client = await application.ConnectAsync();
        await using var events = client.SubscribeAsync<int>("count", cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = events.MoveNextAsync();
        await client.PingAsync(cancellationToken);
        await application.Liaison.PublishAsync("count", 5);

        Assert.That(await next);
        Assert.That(events.Current.Value, Is.EqualTo(5));
        Assert.That(await client.ExistsAsync("liaison", cancellationToken));
    }

    [Test]
    public async Task A_peer_whose_companion_cannot_be_made_is_disconnected(CancellationToken cancellationToken)
    {
        await using var application = await HostedApplication.StartAsync(liaison => liaison
            .AddCompanion<Shop>(CompanionScope.PerConnection)
            .Configure((_, _) => throw new InvalidOperationException("The database is away.")));
        await using var client = await application.ConnectAsync();

        await client.Completion.WaitAsync(cancellationToken);

        await application.Journal.Written("shop 1 disposed");
    }

    private static Task<HostedApplication> StartAsync() => HostedApplication.StartAsync(liaison => liaison
        .AddCompanion<Shop>(CompanionScope.PerConnection)
        .AddCommands<Orders>(CommandScope.Connection));
}
