using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Liaison.Benchmarks.Servers;

/// <summary>SignalR on Kestrel, with its JSON protocol.</summary>
internal sealed class SignalRServer : MeasuredServer
{
    private const int MaxMessageBytes = 16 << 20;

    private readonly WebApplication _app;

    public SignalRServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSignalR(options =>
        {
            // As large as Liaison takes; and no pings, which would come between the answers.
            options.MaximumReceiveMessageSize = MaxMessageBytes;
            options.KeepAliveInterval = TimeSpan.FromHours(1);
            options.ClientTimeoutInterval = TimeSpan.FromHours(2);
        });
        _app = builder.Build();
        _app.MapHub<MathHub>("", options => (options.ApplicationMaxBufferSize, options.TransportMaxBufferSize) = (MaxMessageBytes, MaxMessageBytes));
    }

    public override string Address => new Uri(_app.Urls.First()).Authority;

    public override Task StartAsync() => _app.StartAsync();

    public override ValueTask DisposeAsync() => _app.DisposeAsync();
}
