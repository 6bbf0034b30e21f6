using Liaison.Client;
using Liaison.Extensions;
using Liaison.Hosting;
using Liaison.Sessions;
using Liaison.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NUnit.Framework;

namespace Liaison.Tests.Extensions;

/// <summary>The host lives as long as the application.</summary>
[CancelAfter(60_000)]
internal sealed class HostedServiceTests
{
    [Test]
    public async Task The_host_serves_once_the_application_has_started(CancellationToken cancellationToken)
    {
        await using var application = await HostedApplication.StartAsync(liaison => liaison.AddCompanion<Shop>());
        await using var client = await application.ConnectAsync();

        Assert.That(await client.InvokeAsync<int>("number", [], cancellationToken), Is.EqualTo(1));
    }

    [Test]
    public async Task The_application_stops_when_running_commands_have_ended(CancellationToken cancellationToken)
    {
        await using var application = await HostedApplication.StartAsync(liaison => liaison.AddCompanion<Shop>());
        await using var client = await application.ConnectAsync();
        var waiting = client.InvokeAsync<string>("wait", [], cancellationToken);
        await application.Journal.Written("waiting");

        var stopping = application.StopAsync();
        Assert.That(stopping.IsCompleted, Is.False);
        application.Journal.Write("go");

        Assert.That(await waiting, Is.EqualTo("waited"));
        await stopping;
    }

    [Test]
    public async Task The_container_disposes_the_companion_after_its_host()
    {
        var application = await HostedApplication.StartAsync(liaison => liaison.AddCompanion<Shop>());
        await application.DisposeAsync();

        Assert.That(application.Journal.Lines, Is.EqualTo(new[] { "shop 1 disposed" }));
    }

    [Test]
    public async Task An_application_ends_with_its_host(CancellationToken cancellationToken)
    {
        await using var application = HostedApplication.Create(_ => { }, options => options with { IdleTimeout = TimeSpan.FromMilliseconds(1) });
        await application.StartAsync();

        await application.WaitForShutdownAsync(cancellationToken);

        Assert.That(application.Liaison.Completion.IsCompleted);
    }

    [Test]
    public async Task The_end_of_standard_input_is_the_end_of_the_application(CancellationToken cancellationToken)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        var output = new MemoryStream();
        builder.Services.AddLiaison().AddStdio(options => options with
        {
            Input = new MemoryStream("""{"command":{"command":"ping"},"id":1}"""u8.ToArray()),
            Output = output,
        });
        using var application = builder.Build();

        await application.StartAsync(cancellationToken);
        await Microsoft.Extensions.Hosting.HostingAbstractionsHostExtensions.WaitForShutdownAsync(application, cancellationToken);

        Assert.That(System.Text.Encoding.UTF8.GetString(output.ToArray()), Does.Contain("pong"));
    }

    [Test]
    public async Task AddLiaison_twice_is_one_host()
    {
        var services = new ServiceCollection();
        services.AddLiaison(options => options with { MaxConnections = 7 }).AddTransport(_ => new InMemoryTransport("first"));
        services.AddLiaison(options => options with { MaxSubscriptions = options.MaxConnections }).AddTransport(_ => new InMemoryTransport("second"));
        await using var provider = services.BuildServiceProvider();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(provider.GetServices<LiaisonHost>().Single().Addresses, Has.Count.EqualTo(2));
            Assert.That(provider.GetRequiredService<HostOptions>(), Has.Property("MaxConnections").EqualTo(7).And.Property("MaxSubscriptions").EqualTo(7));
        }
    }

    [Test]
    public async Task Every_transport_adds_itself_with_the_options_of_the_application()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var services = new ServiceCollection();
        services.AddLiaison().AddWebSocket("localhost:0").AddStdio().AddNamedPipe("liaison-hosted").AddUnixSocket(path);
        await using var provider = services.BuildServiceProvider();

        Assert.That(
            provider.GetRequiredService<LiaisonHost>().Addresses,
            Has.Count.EqualTo(4).And.Some.EqualTo("localhost:0").And.Some.EqualTo("stdio").And.Some.Contains("liaison-hosted").And.Some.EqualTo(path));
    }

    [Test]
    public async Task A_hosted_application_serves_files_and_makes_links_to_them(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("liaison-pages-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "index.html"), "Home", cancellationToken);
        WebSocketTransport? transport = null;
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLiaison().AddWebSocket(
            "localhost:0", options => options with { StaticFiles = new StaticFilesOptions(folder) }, created => transport = created);
        using var application = builder.Build();
        await application.StartAsync(cancellationToken);
        using var client = new HttpClient();
        var page = await client.GetStringAsync(transport!.CreateLink(), cancellationToken);
        await application.StopAsync(cancellationToken);
        Directory.Delete(folder, recursive: true);

        Assert.That(page, Is.EqualTo("Home"));
    }

    [Test]
    public async Task Health_tells_whether_peers_can_connect(CancellationToken cancellationToken)
    {
        await using var application = await HostedApplication.StartAsync(_ => { }, options => options with { MaxConnections = 1 });
        var check = ActivatorUtilities.CreateInstance<LiaisonHealthCheck>(application.Services);
        var context = new HealthCheckContext();
        var before = await check.CheckHealthAsync(context, cancellationToken);
        await using (var client = await application.ConnectAsync())
        {
            await client.PingAsync(cancellationToken);
            var full = await check.CheckHealthAsync(context, cancellationToken);
            Assert.That(full.Status, Is.EqualTo(HealthStatus.Degraded));
            Assert.That(full.Data["connections"], Is.EqualTo(1));
        }

        await application.StopAsync();
        var after = await check.CheckHealthAsync(context, cancellationToken);

        Assert.That(before.Status, Is.EqualTo(HealthStatus.Healthy));
        Assert.That(after.Status, Is.EqualTo(HealthStatus.Unhealthy));
    }

    [Test]
    public async Task Health_tells_of_an_address_where_nobody_can_connect_any_more(CancellationToken cancellationToken)
    {
        var failing = new Moq.Mock<ICommandTransport>();
        failing.SetupGet(transport => transport.Address).Returns("broken");
        failing.Setup(transport => transport.AcceptAsync(Moq.It.IsAny<CancellationToken>())).Throws(new IOException("gone"));
        await using var application = await HostedApplication.StartAsync(liaison => liaison.AddTransport(_ => failing.Object));
        var check = ActivatorUtilities.CreateInstance<LiaisonHealthCheck>(application.Services);
        while (application.Liaison.FailedAddresses.Count == 0)
        {
            await Task.Delay(1, cancellationToken);
        }

        var result = await check.CheckHealthAsync(new HealthCheckContext(), cancellationToken);

        Assert.That(result.Status, Is.EqualTo(HealthStatus.Unhealthy));
        Assert.That(result.Description, Does.Contain("broken"));
    }

    [Test]
    public void A_second_companion_is_refused() =>
        Assert.That(
            () => new ServiceCollection().AddLiaison().AddCompanion<Shop>().AddCompanion<Shop>(CompanionScope.PerConnection),
            Throws.InvalidOperationException.With.Message.Contains("AddCommands"));

    [Test]
    public async Task A_command_in_process_needs_no_start()
    {
        await using var application = HostedApplication.Create(liaison => liaison.AddCommands<Orders>());

        Assert.That(await application.Liaison.Companion.InvokeAsync<string>("order"), Is.EqualTo("1.1"));
        Assert.That(application.Services.GetRequiredService<HostOptions>().Execution, Is.EqualTo(Execution.Serial));
    }
}
