using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Extensions;
using Liaison.Hosting;
using Liaison.Tests.Features;
using Liaison.Tests.Nats;
using Liaison.Transports;
using Microsoft.Extensions.Options;
using NUnit.Framework;

namespace Liaison.Tests.Extensions;

/// <summary>Workers, gateways and shared topics that an application adds to its services.</summary>
[CancelAfter(60_000)]
internal sealed class GatewayBuilderTests
{
    [Test]
    public async Task A_gateway_and_a_worker_find_each_other_by_their_configuration(CancellationToken token)
    {
        var configuration = Configuration();
        configuration["Liaison:Forward:AllowAnonymous"] = "true";
        await using var worker = await HostedApplication.StartAsync(liaison => liaison.AddNats().AddCommands<Place>(), configuration: configuration);
        await using var gateway = await HostedApplication.StartAsync(liaison => liaison.ForwardToNats(), configuration: configuration);
        await using var client = await gateway.ConnectAsync();

        Assert.That(await client.InvokeAsync<string>("where", [], token), Is.EqualTo("worker"));
    }

    [Test]
    public async Task Code_has_the_last_word_on_where_a_gateway_forwards_and_what(CancellationToken token)
    {
        var configuration = Configuration();
        var subject = configuration["Liaison:Nats:Subject"] + "-other";
        await using var worker = await HostedApplication.StartAsync(
            liaison => liaison.AddNats(options => options with { Subject = subject }).AddCommands<Place>(), configuration: configuration);
        await using var gateway = await HostedApplication.StartAsync(
            liaison => liaison.ForwardToNats(
                options => options with { Subject = subject },
                options => options with { AllowAnonymous = true, Commands = name => name == "where" }),
            configuration: configuration);
        await using var client = await gateway.ConnectAsync();

        await client.StoreAsync("here", 1, token);

        Assert.That(await client.InvokeAsync<string>("where", [], token), Is.EqualTo("worker"));
        Assert.That(gateway.Liaison.Companion.Namespace.Contains("here"), Is.True);
    }

    [Test]
    public async Task A_gateway_forwards_to_whatever_a_connector_of_the_application_connects_to(CancellationToken token)
    {
        var transport = new InMemoryTransport();
        await using var companion = new Companion();
        companion.Commands.AddFrom(new Place());
        await using var worker = new LiaisonHost(companion).Add(transport);
        await worker.StartAsync(token);
        await using var gateway = await HostedApplication.StartAsync(
            liaison => liaison.ForwardTo(_ => new InMemoryConnector(transport)), configuration: new() { ["Liaison:Forward:AllowAnonymous"] = "true" });
        await using var client = await gateway.ConnectAsync();

        Assert.That(await client.InvokeAsync<string>("where", [], token), Is.EqualTo("worker"));
    }

    [TestCase(CompanionScope.Shared)]
    [TestCase(CompanionScope.PerConnection)]
    public async Task Applications_share_their_topics_and_peers_follow_the_durable_ones(CompanionScope scope, CancellationToken token)
    {
        var configuration = Configuration();
        configuration["Liaison:Topics:Durable:0"] = "orders.*";
        await using var one = await HostedApplication.StartAsync(liaison => liaison.ShareTopicsOverNats(), configuration: configuration);
        await using var other = await HostedApplication.StartAsync(liaison => liaison.AddCompanion<Companion>(scope).ShareTopicsOverNats(), configuration: configuration);
        await using var client = await other.ConnectAsync();
        await client.InvokeAsync<bool>("subscribe", ["news"], token);
        await using var events = await EventLoop<int>.StartAsync(client, "news", token);

        await one.Liaison.PublishAsync("news", 1);
        await one.Liaison.PublishAsync("orders.made", 2);

        Assert.That((await events.NextAsync()).Value, Is.EqualTo(1));
        await foreach (var stored in client.StreamAsync<DurableEvent>("follow", ["orders.*", 0], token))
        {
            Assert.That(stored!.Topic, Is.EqualTo("orders.made"));
            break;
        }
    }

    [Test]
    public async Task Credentials_and_limits_are_read_from_the_configuration()
    {
        await using var application = HostedApplication.Create(_ => { }, configuration: new()
        {
            ["Liaison:Nats:Url"] = "tls://nats:4222",
            ["Liaison:Nats:Username"] = "shop",
            ["Liaison:Nats:Password"] = "secret",
            ["Liaison:Nats:Heartbeat"] = "00:00:05",
            ["Liaison:Nats:MaxConnections"] = "10",
            ["Liaison:Topics:MaxAge"] = "1.00:00:00",
        });
        var nats = NatsSettings.Read(application.Services, null);
        var topics = NatsSettings.ReadTopics(application.Services, null);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((nats.Connection.Url, nats.Connection.AuthOpts.Username, nats.Connection.AuthOpts.Password), Is.EqualTo(("tls://nats:4222", "shop", "secret")));
            Assert.That((nats.Heartbeat, nats.MaxConnections), Is.EqualTo((TimeSpan.FromSeconds(5), 10)));
            Assert.That((topics.MaxAge, topics.Nats.Connection.Url), Is.EqualTo((TimeSpan.FromDays(1), "tls://nats:4222")));
        }
    }

    [TestCase("Nats:Heartbeat", "2", "Liaison:Nats:Heartbeat is '2', and has to be a time as hours:minutes:seconds. Write for example 00:00:05.")]
    [TestCase("Nats:Uri", "nats://nats", "Liaison:Nats:Uri is no option of NatsOptions. Those that can be set here: Backlog, ")]
    [TestCase("Forward:Spread", "all", "Liaison:Forward:Spread is 'all', and has to be a whole number. Write for example 1024.")]
    [TestCase("Topics:Durabel:0", "orders", "Liaison:Topics:Durabel is no option of NatsTopicsOptions. Those that can be set here: Durable, ")]
    public async Task An_option_that_cannot_be_read_ends_the_start_and_says_what_to_write(string key, string value, string text)
    {
        await using var application = Everything(key, value);

        var failure = await Assert.CatchAsync<OptionsValidationException>(application.StartAsync);

        Assert.That(failure!.Failures, Has.One.StartsWith(text));
    }

    [TestCase("Nats:Url", "http://nats", "Write nats://host:port")]
    [TestCase("Nats:Subject", "shop >", "Use letters, digits, - and _")]
    [TestCase("Forward:Spread", "-1", "Spread")]
    [TestCase("Topics:Durable:0", "a.*.b", "A durable topic is a name")]
    public async Task An_option_that_is_out_of_range_ends_the_start_before_anything_is_bound(string key, string value, string text)
    {
        await using var application = Everything(key, value);

        var failure = await Assert.CatchAsync<ArgumentException>(application.StartAsync);

        Assert.That(failure!.Message, Does.Contain(text));
    }

    // Nothing of it is reached, since the start ends before.
    private static HostedApplication Everything(string key, string value) =>
        HostedApplication.Create(liaison => liaison.AddNats().ForwardToNats().ShareTopicsOverNats(), configuration: new() { ["Liaison:" + key] = value });

    private static Dictionary<string, string?> Configuration()
    {
        var options = NatsServer.Shared().Options();
        return new() { ["Liaison:Nats:Url"] = options.Connection.Url, ["Liaison:Nats:Subject"] = options.Subject, ["Liaison:Nats:DrainTimeout"] = "00:00:00" };
    }

    public sealed class Place
    {
        [Command("where")]
        public string Where() => "worker";
    }
}
