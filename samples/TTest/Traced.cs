using System.Diagnostics;
using Liaison.Client;
using Liaison.Companions;
using Liaison.Diagnostics;
using Liaison.Hosting;
using Liaison.Transports;

namespace TTest;

/// <summary>One trace: a page calls a .NET host, and the host calls the t-test at liaison-py.</summary>
internal static class Traced
{
    private static readonly ActivitySource Page = new("Page");

    /// <summary>Starts liaison-py and a host that uses it, makes the call of a page, and prints every span when it ends.</summary>
    /// <param name="folder">The folder that contains the package <c>liaison</c>.</param>
    public static async Task<int> RunAsync(string folder)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == LiaisonTelemetry.Name || source.Name == "Page",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => Console.WriteLine($"{span.TraceId} {span.ParentSpanId} -> {span.SpanId} {span.Kind} {span.DisplayName}"),
        };
        ActivitySource.AddActivityListener(listener);

        await using var backend = await LiaisonPy.StartAsync(folder);
        await using var python = await LiaisonClient.ConnectAsync($"ws://{backend.Address}", new ClientOptions { Attachments = false });
        await using var companion = new Companion();
        companion.Commands.AddFrom(new Statistician(python));
        var transport = new WebSocketTransport("localhost:0");
        await using var host = new LiaisonHost(companion).Add(transport);
        await host.StartAsync();
        await using var page = await LiaisonClient.ConnectAsync($"ws://{transport.Address}", new ClientOptions { Token = transport.Token });
        using var click = Page.StartActivity("click");
        await page.InvokeAsync<double>("compare", [Frontend.A, Frontend.B]);
        return 0;
    }
}
