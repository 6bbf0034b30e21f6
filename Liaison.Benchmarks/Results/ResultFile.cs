using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Liaison.Benchmarks.Results;

/// <summary>A JSON file of runs, the oldest first. Runs are added, never replaced.</summary>
internal static class ResultFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The file's runs; none where there is no file.</summary>
    public static IReadOnlyList<BenchmarkRun> Read(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<List<BenchmarkRun>>(File.ReadAllBytes(path), Json) ?? [] : [];

    /// <summary>Adds a run.</summary>
    public static void Append(string path, BenchmarkRun run)
    {
        IReadOnlyList<BenchmarkRun> runs = [.. Read(path), run];
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        File.WriteAllText(path, JsonSerializer.Serialize(runs, Json) + "\n");
    }
}
