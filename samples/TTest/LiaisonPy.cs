using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Liaison.Hosting;

namespace TTest;

/// <summary>A back end of liaison-py in its own process. Disposing ends the process.</summary>
internal sealed class LiaisonPy : IAsyncDisposable
{
    private readonly Process _process;
    private Task _draining = Task.CompletedTask;

    private LiaisonPy(Process process, string address)
    {
        _process = process;
        Address = address;
    }

    /// <summary>The address to connect to, <c>host:port</c>.</summary>
    public string Address { get; }

    /// <summary>Starts the process, and waits until it accepts connections.</summary>
    /// <param name="folder">The folder that contains the package <c>liaison</c>.</param>
    /// <exception cref="IOException">The process has ended instead.</exception>
    public static async Task<LiaisonPy> StartAsync(string folder)
    {
        var address = $"localhost:{FreePort()}";
        var python = Environment.GetEnvironmentVariable("LIAISON_PYTHON") ?? "python3";
        var start = new ProcessStartInfo(python, ["-m", "liaison.websocket", address]) { RedirectStandardOutput = true };
        var path = Environment.GetEnvironmentVariable("PYTHONPATH");
        start.Environment["PYTHONPATH"] = string.IsNullOrEmpty(path) ? folder : $"{folder}{Path.PathSeparator}{path}";
        var backend = new LiaisonPy(Process.Start(start)!, address);
        try
        {
            await backend.ReadMarkerAsync();
            return backend;
        }
        catch
        {
            await backend.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using (_process)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            await _draining;
        }
    }

    // liaison-py prints the address that it was given, so it cannot choose a port itself.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ReadMarkerAsync()
    {
        var output = _process.StandardOutput.BaseStream;
        var marker = LifecycleMarkers.Started(Address);
        var chunk = new byte[4_096];
        for (var text = ""; !text.Contains(marker, StringComparison.Ordinal);)
        {
            var length = await output.ReadAsync(chunk);
            text += length > 0
                ? Encoding.UTF8.GetString(chunk, 0, length)
                : throw new IOException($"liaison-py ended before it could be connected to. It wrote '{text}', and on standard error what stands above.");
        }

        // It continues to print, and would block when the pipe is full.
        _draining = output.CopyToAsync(Stream.Null);
    }
}
