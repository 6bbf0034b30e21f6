namespace Liaison.Tests.Benchmarks;

/// <summary>A folder for results and charts, which is deleted with everything in it.</summary>
internal sealed class ResultsFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("liaison-benchmarks-");

    public string Path => _folder.FullName;

    /// <summary>A file of results, which is not there yet.</summary>
    public string File => System.IO.Path.Combine(Path, "results.json");

    public string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => _folder.Delete(recursive: true);
}
