using Liaison.Tool.Replay;
using Liaison.Transports;

namespace Liaison.Tests.Recordings;

/// <summary>Replays recordings in this process.</summary>
internal static class Replayed
{
    public static async Task<(int ExitCode, string Output)> RunAsync(string recording, ICommandConnector connector, CancellationToken token, ReplayOptions? options = null)
    {
        var lines = new List<string>();
        var frames = await ReadAsync(recording, token);
        var code = await new Replayer(connector, options ?? new ReplayOptions { Timeout = TimeSpan.FromSeconds(30) }, lines.Add).RunAsync(frames, token);
        return (code, string.Join('\n', lines));
    }

    public static async Task<IReadOnlyList<RecordedFrame>> ReadAsync(string recording, CancellationToken token)
    {
        var path = Path.Combine(Path.GetTempPath(), $"liaison-{Guid.NewGuid():N}.jsonl");
        await File.WriteAllTextAsync(path, recording, token);
        try
        {
            return await RecordingFile.ReadAsync(path, token);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
