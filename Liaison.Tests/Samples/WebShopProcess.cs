using System.Diagnostics;
using System.Net;

namespace Liaison.Tests.Samples;

/// <summary>A web application of the sample's kind as a process of its own; disposing ends it.</summary>
internal sealed class WebShopProcess : IDisposable
{
    private const string Listening = "Now listening on: ";

    private readonly Process _process;

    private WebShopProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts the program, and waits until it listens.</summary>
    /// <param name="program">The path of its assembly.</param>
    /// <param name="cancellationToken">Ends the waiting, and the program.</param>
    public static async Task<WebShopProcess> StartAsync(string program, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [program, "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(program)!,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };
        var process = Process.Start(start)!;
        try
        {
            while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and var at)
                {
                    return new WebShopProcess(process, new Uri(line[(at + Listening.Length)..].Trim()));
                }
            }

            throw new InvalidOperationException("The application ended before it listened.");
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    /// <summary>The next line that the program prints which begins so.</summary>
    public async Task<string> LineAsync(string start, CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException("The application ended.");
    }

    /// <summary>The cookies of somebody who has signed in.</summary>
    public async Task<CookieContainer> SignInAsync(string name, string role, CancellationToken cancellationToken)
    {
        var cookies = new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = cookies };
        using var http = new HttpClient(handler) { BaseAddress = Address };
        using var response = await http.GetAsync($"/sign-in?name={name}&role={role}", cancellationToken);
        response.EnsureSuccessStatusCode();
        return cookies;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
