using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Sessions;
using Liaison.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NUnit.Framework;

namespace Liaison.Tests.Extensions;

/// <summary>Options come from the section Liaison of the configuration.</summary>
[CancelAfter(60_000)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ConfigurationTests
{
    private readonly List<object> _kept = [];

    [Test]
    public async Task Options_are_read_from_the_configuration_and_code_has_the_last_word()
    {
        await using var application = Create(
            new()
            {
                ["Liaison:Execution"] = "concurrent",
                ["Liaison:MaxConnections"] = "12",
                ["Liaison:MaxPendingBytes"] = "5000000000",
                ["Liaison:DrainTimeout"] = "00:00:01.5",
                ["Liaison:IdleTimeout"] = "01:00:00",
                ["Liaison:Companion:MaxNames"] = "50",
                ["Liaison:Companion:RequireAuthentication"] = "true",
                ["Liaison:Other:Thing"] = "the application's own",
            },
            options => options with { MaxConnections = options.MaxConnections + 1 });

        var host = application.Services.GetRequiredService<HostOptions>();
        var companion = application.Services.GetRequiredService<CompanionOptions>();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(host.Execution, Is.EqualTo(Execution.Concurrent));
            Assert.That(host.MaxConnections, Is.EqualTo(13));
            Assert.That(host.MaxPendingBytes, Is.EqualTo(5_000_000_000));
            Assert.That(host.DrainTimeout, Is.EqualTo(TimeSpan.FromSeconds(1.5)));
            Assert.That(host.IdleTimeout, Is.EqualTo(TimeSpan.FromHours(1)));
            Assert.That(host.MaxSubscriptions, Is.EqualTo(new HostOptions().MaxSubscriptions));
            Assert.That(companion, Has.Property("MaxNames").EqualTo(50).And.Property("RequireAuthentication").True);
            Assert.That(application.Liaison.Companion.Options, Is.EqualTo(companion));
        }
    }

    [TestCase("MaxConnections", "many", "Liaison:MaxConnections is 'many', and has to be a whole number. Write for example 1024.")]
    [TestCase("MaxPendingBytes", "64MB", "Liaison:MaxPendingBytes is '64MB', and has to be a whole number. Write for example 67108864.")]
    [TestCase("Execution", "parallel", "Liaison:Execution is 'parallel', and has to be one of Serial, PerConnection, Concurrent. Write for example Serial.")]
    [TestCase("DrainTimeout", "5", "Liaison:DrainTimeout is '5', and has to be a time as hours:minutes:seconds. Write for example 00:00:05.")]
    [TestCase("MaxConnections:0", "5", "Liaison:MaxConnections is a list or a section, and has to be a whole number. Write for example 1024.")]
    [TestCase("Companion:RequireAuthentication:Value", "true", "Liaison:Companion:RequireAuthentication is a list or a section, and has to be true or false. Write for example true.")]
    [TestCase("MaxConections", "5", "Liaison:MaxConections is no option of HostOptions. Those that can be set here: CancelTimeout, ")]
    [TestCase("Companion:IncludeErrorDetails", "yes", "Liaison:Companion:IncludeErrorDetails is 'yes', and has to be true or false. Write for example true.")]
    [TestCase("Companion:MaxDeth", "5", "Liaison:Companion:MaxDeth is no option of CompanionOptions. ")]
    public async Task An_option_that_cannot_be_read_ends_the_start_and_says_what_to_write(string key, string value, string text)
    {
        await using var application = Create(new() { ["Liaison:" + key] = value });

        var failure = await Assert.CatchAsync<OptionsValidationException>(application.StartAsync);

        Assert.That(failure!.Failures, Has.One.StartsWith(text));
    }

    [Test]
    public async Task An_empty_list_has_no_elements()
    {
        // .NET reads [] as an empty text.
        await using var application = Create(new() { ["Liaison:Inspection:MaxMessages"] = "5", ["Liaison:Inspection:Redacted"] = "" });

        Assert.That(application.Services.GetRequiredService<HostOptions>().Inspection!.Redacted, Is.Empty);
    }

    [Test]
    public async Task An_option_that_is_out_of_range_ends_the_start_before_anything_is_bound()
    {
        await using var application = Create(new() { ["Liaison:MaxConnections"] = "0" });

        var failure = await Assert.CatchAsync<ArgumentOutOfRangeException>(application.StartAsync);

        Assert.That(failure!.Message, Does.Contain("MaxConnections ('0') must be greater than or equal to '1'"));
    }

    [Test]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        await using var application = Create(new() { ["Liaison:MaxConnections"] = "x", ["Liaison:MaxSubscriptions"] = "y" });

        var failure = await Assert.CatchAsync<OptionsValidationException>(application.StartAsync);

        Assert.That(failure!.Failures.Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task Every_transport_reads_its_own_section_and_code_has_the_last_word()
    {
        await using var application = HostedApplication.Create(
            liaison => liaison
                .AddWebSocket("localhost:0", options => Keep(options with { MaxConnections = options.MaxConnections + 1 }))
                .AddStdio(Keep)
                .AddNamedPipe("liaison-configured", Keep)
                .AddUnixSocket(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), Keep),
            configuration: new()
            {
                ["Liaison:WebSocket:Token"] = "abc",
                ["Liaison:WebSocket:AllowedOrigins:0"] = "http://localhost:3000",
                ["Liaison:WebSocket:AllowedOrigins:1"] = "file://",
                ["Liaison:WebSocket:MaxConnections"] = "7",
                ["Liaison:WebSocket:KeepAliveInterval"] = "00:01:00",
                ["Liaison:WebSocket:StaticFiles"] = Path.GetTempPath(),
                ["Liaison:Stdio:Framing"] = "headers",
                ["Liaison:Stdio:MaxMessageBytes"] = "1000",
                ["Liaison:NamedPipe:MaxConnections"] = "3",
                ["Liaison:UnixSocket:Framing"] = "Length",
                ["Liaison:UnixSocket:MaxConnections"] = "4",
            });
        _ = application.Liaison;

        var web = Kept<WebSocketTransportOptions>();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((web.Token, web.MaxConnections, web.KeepAliveInterval), Is.EqualTo(("abc", 8, TimeSpan.FromMinutes(1))));
            Assert.That(web.AllowedOrigins, Is.EqualTo(new[] { "http://localhost:3000", "file://" }));
            Assert.That(web.StaticFiles, Is.EqualTo(new StaticFilesOptions(Path.GetTempPath())));
            Assert.That(web.SubProtocols, Is.EqualTo(new[] { "liaison" }));
            Assert.That(Kept<StdioOptions>(), Is.EqualTo(new StdioOptions { Framing = StreamFraming.Headers, MaxMessageBytes = 1_000 }));
            Assert.That(Kept<NamedPipeOptions>(), Is.EqualTo(new NamedPipeOptions { MaxConnections = 3 }));
            Assert.That(Kept<UnixSocketOptions>(), Is.EqualTo(new UnixSocketOptions { Framing = StreamFraming.Length, MaxConnections = 4 }));
        }
    }

    [TestCase("WebSocket:MaxConnections", "few", "Liaison:WebSocket:MaxConnections is 'few', and has to be a whole number. Write for example 1024.")]
    [TestCase("WebSocket:AllowedOrigins:0:Origin", "http://localhost", "Liaison:WebSocket:AllowedOrigins:0 is a list or a section, and has to be a text.")]
    [TestCase("WebSocket:Tokn", "abc", "Liaison:WebSocket:Tokn is no option of WebSocketTransportOptions. Those that can be set here: AllowPlaintext, ")]
    [TestCase("Stdio:Framing", "json", "Liaison:Stdio:Framing is 'json', and has to be one of Detect, ")]
    [TestCase("NamedPipe:ConnectTimeout", "00:00:01", "Liaison:NamedPipe:ConnectTimeout is no option of NamedPipeOptions. Those that can be set here: Framing, ")]
    [TestCase("UnixSocket:MaxHeaderBytes", "8k", "Liaison:UnixSocket:MaxHeaderBytes is '8k', and has to be a whole number. Write for example 1024.")]
    [TestCase("Inspection:MaxBytes", "all", "Liaison:Inspection:MaxBytes is 'all', and has to be a whole number. Write for example 67108864.")]
    [TestCase("Inspection:Enabled", "on", "Liaison:Inspection:Enabled is 'on', and has to be true or false. Write for example true.")]
    public async Task An_option_of_a_transport_that_cannot_be_read_ends_the_start(string key, string value, string text)
    {
        await using var application = HostedApplication.Create(
            liaison => liaison.AddWebSocket("localhost:0").AddStdio().AddNamedPipe("liaison-configured").AddUnixSocket(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())),
            configuration: new() { ["Liaison:" + key] = value });

        var failure = await Assert.CatchAsync<OptionsValidationException>(application.StartAsync);

        Assert.That(failure!.Failures, Has.One.StartsWith(text));
    }

    [Test]
    public async Task An_option_of_a_transport_that_is_out_of_range_ends_the_start()
    {
        await using var application = HostedApplication.Create(
            liaison => liaison.AddWebSocket("localhost:0"), configuration: new() { ["Liaison:WebSocket:MaxMessageBytes"] = "0" });

        var failure = await Assert.CatchAsync<ArgumentOutOfRangeException>(application.StartAsync);

        Assert.That(failure!.Message, Does.Contain("MaxMessageBytes"));
    }

    [Test]
    public async Task Inspection_is_turned_on_by_its_section()
    {
        await using var without = Create([]);
        await using var with = Create(new() { ["Liaison:Inspection:MaxMessages"] = "5", ["Liaison:Inspection:Redacted:0"] = "pin" });
        await using var off = Create(new() { ["Liaison:Inspection:MaxMessages"] = "5", ["Liaison:Inspection:Enabled"] = "false" });

        var inspection = with.Services.GetRequiredService<HostOptions>().Inspection;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(without.Services.GetRequiredService<HostOptions>().Inspection, Is.Null);
            Assert.That(inspection, Has.Property("MaxMessages").EqualTo(5));
            Assert.That(inspection!.Redacted, Is.EqualTo(new[] { "pin" }));
            Assert.That(off.Services.GetRequiredService<HostOptions>().Inspection, Is.Null);
        }
    }

    private T Keep<T>(T options)
        where T : class
    {
        _kept.Add(options);
        return options;
    }

    private T Kept<T>() => _kept.OfType<T>().Single();

    private static HostedApplication Create(Dictionary<string, string?> configuration, Func<HostOptions, HostOptions>? options = null) =>
        HostedApplication.Create(_ => { }, options, configuration);
}
