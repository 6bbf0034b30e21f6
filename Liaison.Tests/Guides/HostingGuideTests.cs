using Liaison.Client;
using Liaison.Companions;
using Liaison.Extensions;
using Liaison.Hosting;
using Liaison.Tests.Extensions;
using Liaison.Tests.Nats;
using Liaison.Transports;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using NUnit.Framework;
using HostOptions = Liaison.Hosting.HostOptions;

namespace Liaison.Tests.Guides;

/// <summary>docs/guides/hosting.md says what is so: its blocks are code that runs here.</summary>
[CancelAfter(60_000)]
internal sealed class HostingGuideTests
{
    private const string Token = "0123456789abcdef0123456789abcdef";

    private static readonly Guide Page = new("hosting.md");

    [Test]
    public void The_code_of_the_guide_is_the_code_that_is_compiled_here() => Assert.That(Page.CSharp, Is.EquivalentTo(Regions.Of("HostingGuide.cs")));

    [Test]
    public async Task The_service_serves_its_commands(CancellationToken token)
    {
        using var application = HostingGuide.Service(["--Shop:Address=localhost:0", $"--Shop:Token={Token}", "--Logging:LogLevel:Default=None"]);
        await application.StartAsync(token);
        await using var client = await ConnectAsync(application.Services, token);

        Assert.That(await client.InvokeAsync<string>("order", ["tea"], token), Is.EqualTo("1: tea"));
        await application.StopAsync(token);
    }

    [Test]
    public async Task An_object_of_a_call_has_the_services_of_the_call(CancellationToken token)
    {
        var before = HostingGuide.Database.Disposed;
        await using var application = await HostedApplication.StartAsync(liaison => HostingGuide.Scoped(liaison.Services));
        await using var client = await application.ConnectAsync();

        Assert.That(await client.InvokeAsync<int>("pay", [5], token), Is.EqualTo(5));
        Assert.That(await client.InvokeAsync<int>("pay", [5], token), Is.EqualTo(5), "a database of its own");
        await application.StopAsync();
        Assert.That(HostingGuide.Database.Disposed - before, Is.EqualTo(2));
    }

    [Test]
    public async Task Every_companion_is_configured(CancellationToken token)
    {
        await using var application = await HostedApplication.StartAsync(liaison => HostingGuide.Expose(liaison.Services));
        await using var client = await application.ConnectAsync();

        Assert.That(await client.GetAsync<int>("Basket:Size", token), Is.EqualTo(3));
    }

    [Test]
    public async Task Options_are_those_of_the_configuration_that_the_guide_shows_but_for_what_code_says()
    {
        await using var application = HostedApplication.Create(liaison => HostingGuide.Options(liaison.Services), configuration: Configuration(0));
        var host = application.Services.GetRequiredService<HostOptions>();

        using (Assert.EnterMultipleScope())
        {
            Assert.That((host.MaxConnections, host.DrainTimeout, host.MaxPendingCalls), Is.EqualTo((200, TimeSpan.FromSeconds(10), 100)));
            Assert.That(application.Services.GetRequiredService<CompanionOptions>().RequireAuthentication, Is.True);
        }
    }

    [Test]
    public async Task Transports_have_the_options_of_the_configuration_that_the_guide_shows()
    {
        WebSocketTransportOptions? web = null;
        UnixSocketOptions? socket = null;
        await using var application = HostedApplication.Create(
            liaison => liaison
                .AddWebSocket("localhost:0", options => web = options)
                .AddUnixSocket(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), options => socket = options),
            configuration: Configuration(1));
        _ = application.Liaison;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((web!.AllowedOrigins.Single(), web.MaxMessageBytes, web.KeepAliveInterval), Is.EqualTo(("https://shop.example", 1 << 20, TimeSpan.FromMinutes(1))));
            Assert.That(socket, Is.EqualTo(new UnixSocketOptions { Framing = StreamFraming.Length, MaxConnections = 20 }));
            Assert.That(application.Services.GetRequiredService<HostOptions>().Inspection!.MaxMessages, Is.EqualTo(5_000));
        }
    }

    [Test]
    public async Task What_is_wrong_with_an_option_is_told_as_the_guide_shows()
    {
        await using var application = HostedApplication.Create(_ => { }, configuration: new() { ["Liaison:DrainTimeout"] = "5" });

        var failure = await Assert.CatchAsync<OptionsValidationException>(application.StartAsync);

        Assert.That(Page.Section("Options"), Has.Some.EqualTo(failure!.Failures.Single()));
    }

    [Test]
    public async Task A_gateway_and_a_worker_meet_by_the_configuration_that_the_guide_shows(CancellationToken token)
    {
        var configuration = Configuration(2);
        var nats = NatsServer.Shared().Options();
        (configuration["Liaison:Nats:Url"], configuration["Liaison:Nats:Subject"]) = (nats.Connection.Url, nats.Subject);
        await using var worker = await HostedApplication.StartAsync(liaison => HostingGuide.Worker(liaison.Services), configuration: configuration);
        await using var gateway = await HostedApplication.StartAsync(liaison => HostingGuide.Gateway(liaison.Services, "127.0.0.1:0", Token), configuration: configuration);
        await using var client = await ConnectAsync(gateway.Services, token);

        Assert.That(await client.InvokeAsync<string>("order", ["tea"], token), Is.EqualTo("1: tea"));
        await worker.Liaison.PublishAsync("orders.made", "tea");
        await foreach (var order in client.StreamAsync<DurableEvent>("follow", ["orders.*", 0], token))
        {
            Assert.That(order!.Value.ToString(), Is.EqualTo("\"tea\""));
            break;
        }
    }

    [Test]
    public async Task At_a_path_of_the_application_peers_need_the_token(CancellationToken token)
    {
        await using var app = Application(_ => { });
        HostingGuide.Map(app);
        await app.StartAsync(token);

        Assert.That((await Assert.CatchAsync<IOException>(() => ConnectAsync(app, null, token)))!.Message, Does.Contain("401"));
    }

    [Test]
    public async Task Users_whom_the_application_knows_need_no_token(CancellationToken token)
    {
        await using var app = Application(HostingGuide.Check);
        HostingGuide.MapForUsers(app);
        app.MapHealthChecks("/health");
        await app.StartAsync(token);
        await using var client = await ConnectAsync(app, "ada", token);
        using var http = new HttpClient();

        Assert.That(await client.InvokeAsync<string>("order", ["tea"], token), Is.EqualTo("1: tea"));
        Assert.That(await http.GetStringAsync(app.Urls.Single() + "/health", token), Is.EqualTo(nameof(HealthStatus.Healthy)));
    }

    private static WebApplication Application(Action<IServiceCollection> add)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Services.AddHealthChecks();
        builder.Services.AddAuthentication(HeaderAuthentication.Name).AddScheme<AuthenticationSchemeOptions, HeaderAuthentication>(HeaderAuthentication.Name, null);
        builder.Services.AddAuthorization();
        builder.Services.AddLiaison().AddCommands<HostingGuide.Orders>();
        add(builder.Services);
        var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        return app;
    }

    private static Task<LiaisonClient> ConnectAsync(WebApplication app, string? bearer, CancellationToken token) =>
        LiaisonClient.ConnectAsync(
            new WebSocketConnector(new UriBuilder(app.Urls.Single()) { Scheme = "ws", Path = "/liaison" }.Uri, new WebSocketConnectorOptions { Token = bearer }),
            cancellationToken: token);

    private static Task<LiaisonClient> ConnectAsync(IServiceProvider services, CancellationToken token)
    {
        var addresses = services.GetRequiredService<LiaisonHost>().Addresses;
        return LiaisonClient.ConnectAsync("ws://" + addresses.Single(address => address.StartsWith("127.0.0.1:", StringComparison.Ordinal) || address.StartsWith("localhost:", StringComparison.Ordinal)), new ClientOptions { Token = Token }, token);
    }

    // The block of that number, as an application has it from its file.
    private static Dictionary<string, string?> Configuration(int block)
    {
        using var json = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Page.Json.ElementAt(block)));
        return new ConfigurationBuilder().AddJsonStream(json).Build().AsEnumerable().Where(pair => pair.Value is not null).ToDictionary();
    }
}
