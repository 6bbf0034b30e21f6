using Liaison.Transports;
using NATS.Client.Core;
using NUnit.Framework;

namespace Liaison.Tests.Nats;

internal sealed class NatsOptionsTests
{
    private static readonly NatsOptions[] Refused =
    [
        new() { Connection = NatsOpts.Default with { Url = "" } },
        new() { Connection = NatsOpts.Default with { Url = "http://nats" } },
        new() { Connection = NatsOpts.Default with { Url = "nats://one:4222,nats://" } },
        new() { Subject = "" },
        new() { Subject = "a..b" },
        new() { Subject = "a.*" },
        new() { Subject = "a b" },
        new() { QueueGroup = ">" },
        new() { MaxConnections = 0 },
        new() { Backlog = 0 },
        new() { MaxAttempts = 0 },
        new() { ConnectTimeout = TimeSpan.Zero },
        new() { ConnectTimeout = TimeSpan.FromDays(2) },
        new() { MaxMessageBytes = 0 },
        new() { WindowBytes = 1 },
        new() { MaxChunkBytes = 1 },
        new() { Heartbeat = TimeSpan.Zero },
        new() { MissingAfter = TimeSpan.FromSeconds(-1) },
        new() { Heartbeat = TimeSpan.FromSeconds(2), LostAfter = TimeSpan.FromSeconds(3) },
        new() { DrainTimeout = TimeSpan.FromSeconds(-1) },
    ];

    [TestCaseSource(nameof(Refused))]
    public void What_cannot_work_is_refused_before_anything_is_opened(NatsOptions options)
    {
        Assert.Catch<ArgumentException>(() => _ = new NatsTransport(options));
        Assert.Catch<ArgumentException>(() => _ = new NatsConnector(options));
    }

    [TestCase("nats://localhost:4222", "nats://localhost:4222", "liaison")]
    [TestCase("nats://localhost:4222/", "nats://localhost:4222", "liaison")]
    [TestCase("tls://example.org:4222/shop.orders", "tls://example.org:4222", "shop.orders")]
    [TestCase("nats://me:secret@localhost/shop", "nats://me:secret@localhost", "shop")]
    public void An_address_says_where_NATS_is_and_under_which_subject(string address, string url, string subject)
    {
        var options = NatsOptions.ForAddress(address);

        Assert.That((options.Connection.Url, options.Subject), Is.EqualTo((url, subject)));
    }

    [TestCase("localhost:4222")]
    [TestCase("http://localhost:4222")]
    [TestCase("nats://")]
    [TestCase("nats://localhost/a/b")]
    [TestCase("nats://localhost?token=x")]
    public void Another_address_is_refused_with_the_right_form(string address) =>
        Assert.That(Assert.Catch<ArgumentException>(() => NatsOptions.ForAddress(address))!.Message, Does.Contain("with dots between").Or.Contain("nats://host:port"));

    [Test]
    public void No_password_is_shown()
    {
        var options = new NatsOptions { Connection = NatsOpts.Default with { Url = "nats://me:secret@one:4222,nats://me:secret@two:4222" } };

        Assert.That(new NatsTransport(options).Address, Is.EqualTo("nats://one:4222,nats://two:4222/liaison"));
        Assert.That(options.ToString(), Does.Not.Contain("secret"));
    }
}
