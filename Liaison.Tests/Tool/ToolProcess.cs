using System.Diagnostics;
using System.Text;
using NUnit.Framework;

namespace Liaison.Tests.Tool;

/// <summary>The real tool, as a process. Disposing kills it, should it still run.</summary>
internal sealed class ToolProcess : IAsyncDisposable
{
    private const int ChunkBytes = 65_536;

    private readonly Process _process;
    private readonly Task<string> _errors;

    private ToolProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The program that runs the tool.</summary>
    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>The tool, which the build puts beside the tests.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "liaison.dll");

    /// <summary>An assembly to be loaded by the tool: this one.</summary>
    public static string Hosted { get; } = typeof(ToolProcess).Assembly.Location;

    public int Id => _process.Id;

    /// <summary>Starts the tool without a token in its environment.</summary>
    public static ToolProcess Start(params string[] arguments) => Start(null, arguments);

    public static ToolProcess Start(string? token, string[] arguments) => StartProgram(Dotnet, ["exec", Path, .. arguments], token);

    /// <summary>Starts any program, in the given folder and with more in its environment, if there are some.</summary>
    public static ToolProcess StartProgram(
        string program, IEnumerable<string> arguments, string? token = null, string folder = "", IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = folder,
        };
        start.Environment["LIAISON_TOKEN"] = token;

        // Most of these programs run for a second. They gain nothing from measuring their methods before .NET optimizes these.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        return new ToolProcess(Process.Start(start)!);
    }

    /// <summary>Runs the tool to its end, with nothing to read.</summary>
    public static async Task<ToolResult> RunAsync(string[] arguments, CancellationToken cancellationToken, string? token = null)
    {
        await using var tool = Start(token, arguments);
        return await tool.EndAsync(cancellationToken);
    }

    /// <summary>Waits for the marker of a started server, and gives the address in it.</summary>
    public async Task<string> AddressAsync(CancellationToken cancellationToken)
    {
        var marker = await ReadChunkAsync(cancellationToken);
        return marker.StartsWith("LIAISON:CONNECTED@", StringComparison.Ordinal)
            ? marker["LIAISON:CONNECTED@".Length..]
            : throw new InvalidOperationException($"Instead of the marker the tool wrote '{marker}': {await _errors}");
    }

    /// <summary>What one read gives: of a pipe, what was written at once. Empty at the end.</summary>
    public async Task<string> ReadChunkAsync(CancellationToken cancellationToken)
    {
        var chunk = new byte[ChunkBytes];
        var length = await _process.StandardOutput.BaseStream.ReadAsync(chunk, cancellationToken);
        return Encoding.UTF8.GetString(chunk, 0, length);
    }

    public async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        await _process.StandardInput.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await _process.StandardInput.BaseStream.FlushAsync(cancellationToken);
    }

    public void Send(Signal signal) => Signals.Send(_process.Id, signal);

    /// <summary>Closes standard input, and waits for the end of the process and of its output.</summary>
    public Task<ToolResult> EndAsync(CancellationToken cancellationToken)
    {
        _process.StandardInput.Close();
        return EndedAsync(cancellationToken);
    }

    /// <summary>Waits for the end of the process and of its output. If it is canceled, the test's own output tells how far the process came.</summary>
    public async Task<ToolResult> EndedAsync(CancellationToken cancellationToken)
    {
        using var output = new MemoryStream();
        try
        {
            await _process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
            await _process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await TestContext.Out.WriteLineAsync($"The process has not ended. Its output so far:\n{Encoding.UTF8.GetString(output.ToArray())}");
            throw;
        }

        return new ToolResult(_process.ExitCode, Encoding.UTF8.GetString(output.ToArray()), await _errors.WaitAsync(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        using (_process)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
    }
}
