using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Extensions;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Liaison.Tests.Extensions;

/// <summary>Filters that the container makes.</summary>
[CancelAfter(60_000)]
internal sealed class FilterScopeTests
{
    [TestCase(CommandScope.Singleton, CompanionScope.Shared, "1.1 1.2 1.3")]
    [TestCase(CommandScope.Connection, CompanionScope.Shared, "1.1 1.2 2.1")]
    [TestCase(CommandScope.Call, CompanionScope.Shared, "1.1 2.1 3.1")]
    [TestCase(CommandScope.Singleton, CompanionScope.PerConnection, "1.1 1.2 1.3")]
    [TestCase(CommandScope.Connection, CompanionScope.PerConnection, "1.1 1.2 2.1")]
    [TestCase(CommandScope.Call, CompanionScope.PerConnection, "1.1 2.1 3.1")]
    public async Task A_filter_lives_as_long_as_was_said(CommandScope scope, CompanionScope companionScope, string expected)
    {
        await using var application = await HostedApplication.StartAsync(liaison => liaison.AddCompanion<Own>(companionScope).AddFilter<Audit>(scope));
        await using var one = await application.ConnectAsync();
        var given = $"{await PingAsync(one)} {await PingAsync(one)}";
        await using var other = await application.ConnectAsync();

        Assert.That($"{given} {await PingAsync(other)}", Is.EqualTo(expected));
    }

    [TestCase(ServiceLifetime.Singleton, "1.1 1.2")]
    [TestCase(ServiceLifetime.Transient, "1.1 1.2")]
    [TestCase(ServiceLifetime.Scoped, "1.1 2.1")]
    public async Task A_filter_that_an_attribute_names_comes_from_the_services(ServiceLifetime lifetime, string expected)
    {
        await using var application = await HostedApplication.StartAsync(liaison =>
        {
            liaison.Services.Add(new ServiceDescriptor(typeof(Audit), typeof(Audit), lifetime));
            liaison.AddCommands<Audited>();
        });
        await using var client = await application.ConnectAsync();

        Assert.That($"{await PingAsync(client, "audited")} {await PingAsync(client, "audited")}", Is.EqualTo(expected));
    }

    [Test]
    public async Task A_filter_and_a_command_of_a_call_share_its_services()
    {
        await using var application = await HostedApplication.StartAsync(liaison =>
        {
            liaison.Services.AddScoped<Audit.Note>();
            liaison.AddFilter<Audit>(CommandScope.Call).AddCommands<Noted>(CommandScope.Call);
        });
        await using var client = await application.ConnectAsync();

        var noted = await client.InvokeAsync<string>("noted");
        await application.Journal.Written("disposed audit 1");

        Assert.That(noted, Is.EqualTo("1.1 seen by 1"));
    }

    [Test]
    public async Task A_filter_that_nobody_can_make_ends_the_start_and_says_what_to_call()
    {
        await using var application = HostedApplication.Create(liaison => liaison.AddCommands<Audited>());

        var failure = await Assert.CatchAsync<InvalidOperationException>(application.StartAsync);

        Assert.That(failure!.Message, Does.Contain("the command 'audited'").And.Contain("services.AddSingleton<Audit>()"));
    }

    private static async Task<string> PingAsync(LiaisonClient client, string command = "ping") => (await client.InvokeAsync<string>(command))!.Split(' ')[0];

    private sealed class Own : Companion;

    private sealed class Audited
    {
        [Command("audited")]
        [Filter(typeof(Audit))]
        public string Run() => "run";
    }

    private sealed class Noted(Audit.Note note)
    {
        [Command("noted")]
        public string Text() => note.Text;
    }
}
