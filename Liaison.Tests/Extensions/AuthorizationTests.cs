using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Extensions;
using Liaison.Messages;
using Liaison.Transports;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using NUnit.Framework;

namespace Liaison.Tests.Extensions;

/// <summary>ASP.NET Core's authorization decides who may connect, and who may call what.</summary>
[CancelAfter(60_000)]
internal sealed class AuthorizationTests
{
    private const string Token = HeaderAuthentication.Unknown;

    [TestCase("ada", "who", "ada")]
    [TestCase("ada~manager", "open", "opened")]
    [TestCase("ada", "open", null)]
    [TestCase("ada~teller", "count", "7")]
    [TestCase("ada~manager", "count", null)]
    [TestCase("ada", "look", "closed")]
    [TestCase(null, "look", "closed")]
    [TestCase(null, "who", null)]
    [TestCase(null, "open", null)]
    public async Task A_command_is_for_users_who_meet_what_it_asks_for(string? user, string command, string? answer)
    {
        await using var app = await StartAsync(user is null ? null : []);
        await using var client = await ConnectAsync(app, user ?? Token);
        string? given = null;
        string? code = null;
        try
        {
            given = await client.InvokeAsync<string>(command);
        }
        catch (LiaisonException failure)
        {
            code = failure.Error.Code;
        }

        using (Assert.EnterMultipleScope())
        {
            Assert.That(given, Is.EqualTo(answer));
            Assert.That(code, Is.EqualTo(answer is null ? ErrorCode.Unauthorized : null));
        }
    }

    [Test]
    public async Task An_endpoint_that_requires_authorization_lets_in_known_users_without_the_token()
    {
        await using var app = await StartAsync(["manager"]);
        await using var client = await ConnectAsync(app, "grace~manager");

        Assert.That(await client.InvokeAsync<string>("credential"), Is.EqualTo("user"));
        await Assert.CatchAsync<IOException>(() => ConnectAsync(app, "ada"));
        await Assert.CatchAsync<IOException>(() => ConnectAsync(app, null));
    }

    [Test]
    public async Task A_user_who_was_merely_recognised_needs_the_token()
    {
        await using var app = await StartAsync(null);

        await Assert.CatchAsync<IOException>(() => ConnectAsync(app, "ada~manager"));
    }

    [Test]
    public async Task Commands_that_ask_for_authorization_are_refused_where_nothing_checks_them()
    {
        await using var companion = new Companion();
        companion.Commands.AddFrom(new Safe());
        var peer = new PeerInfo("memory", "test") { Credential = "token" };

        using (Assert.EnterMultipleScope())
        {
            foreach (var command in (string[])["who", "open", "count", "look"])
            {
                var failure = await Assert.CatchAsync<CommandException>(
                    async () => await companion.InvokeAsync(CommandArguments.None, new CommandContext(command) { Remote = peer }));
                Assert.That(failure!.Message, Does.Contain("AddAuthorization"), command);
            }

            Assert.That(await companion.InvokeAsync<string>("open"), Is.EqualTo("opened"), "in process");
        }
    }

    [Test]
    public async Task A_companion_of_each_connection_is_checked_too()
    {
        await using var app = await StartAsync([], CompanionScope.PerConnection);
        await using var client = await ConnectAsync(app, "ada");

        var failure = await Assert.CatchAsync<LiaisonException>(() => client.InvokeAsync<string>("open"));
        Assert.That(failure!.Message, Does.Contain("the policy manager").And.Contain("does not meet"));
    }

    [Test]
    public async Task MapLiaison_without_a_host_says_what_to_call()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        await using var app = builder.Build();

        Assert.That(() => app.MapLiaison("/liaison"), Throws.InvalidOperationException.With.Message.Contains("AddLiaison"));
    }

    private static Task<LiaisonClient> ConnectAsync(WebApplication app, string? bearer) =>
        LiaisonClient.ConnectAsync(new WebSocketConnector(
            new UriBuilder(app.Urls.Single()) { Scheme = "ws", Path = "/liaison" }.Uri, new WebSocketConnectorOptions { Token = bearer }));

    // Which policies the endpoint requires; null leaves it open to whoever has the token.
    private static async Task<WebApplication> StartAsync(string[]? required, CompanionScope scope = CompanionScope.Shared)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddAuthentication(HeaderAuthentication.Name)
            .AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>(HeaderAuthentication.Name, null);
        builder.Services.AddAuthorizationBuilder().AddPolicy("manager", policy => policy.RequireRole("manager"));
        builder.Services.AddLiaison().AddCommands<Safe>().AddCommands<Credentials>(CommandScope.Call).AddCompanion<Companion>(scope);
        var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        var endpoint = app.MapLiaison("/liaison", options => options with { Token = Token });
        if (required is not null)
        {
            endpoint.RequireAuthorization(required);
        }

        await app.StartAsync();
        return app;
    }

    private sealed class Credentials
    {
        [Command("credential")]
        public string? Credential(CommandContext context) => context.Peer?.Remote.Credential;
    }
}
