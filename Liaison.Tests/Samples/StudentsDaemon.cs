using Liaison.Hosting;
using Liaison.Tests.Architecture;
using Liaison.Tests.Tool;
using Liaison.Tests.Transports;

namespace Liaison.Tests.Samples;

/// <summary>The daemon of samples/Students as a process; disposing ends it.</summary>
internal sealed class StudentsDaemon : IAsyncDisposable
{
    public const string Token = "a-token-of-the-tests";

    private readonly ToolProcess _process;

    private StudentsDaemon(ToolProcess process, string[] addresses) => (_process, UnixAddress, WebAddress) = (process, addresses[0], addresses[1]);

    public string UnixAddress { get; }

    public string WebAddress { get; }

    /// <summary>Starts the daemon, and waits until it has told both of its addresses.</summary>
    public static async Task<StudentsDaemon> StartAsync(CancellationToken cancellationToken)
    {
        var process = ToolProcess.StartProgram(ToolProcess.Dotnet, ["exec", Repository.Metadata("StudentsDaemon"), SocketPaths.Fresh(), "localhost:0"], Token);
        try
        {
            var told = "";
            while (told.Count(letter => letter == '\n') < 2)
            {
                var chunk = await process.ReadChunkAsync(cancellationToken);
                told += chunk.Length > 0 ? chunk : throw new InvalidOperationException($"The daemon ended, and had told '{told}': {(await process.EndedAsync(cancellationToken)).Errors}");
            }

            return new StudentsDaemon(process, [.. told.Split('\n', StringSplitOptions.TrimEntries)[..2].Select(line => line[$"{LifecycleMarkers.Start}@".Length..])]);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
