using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Liaison.Benchmarks.Servers;

/// <summary>What <c>dotnet new web</c> gives, which says when it listens: the least that an ASP.NET Core application takes to start.</summary>
internal static class MinimalServer
{
    /// <summary>What it writes to standard output once it listens.</summary>
    public const string Marker = "READY";

    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateBuilder(["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None"]);
        await using var app = builder.Build();
        app.MapGet("/", () => "Hello World!");
        await app.StartAsync();
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(Encoding.ASCII.GetBytes(Marker));
        await output.FlushAsync();
        await app.WaitForShutdownAsync();
        return 0;
    }
}
