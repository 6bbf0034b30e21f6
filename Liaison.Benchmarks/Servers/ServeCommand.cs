namespace Liaison.Benchmarks.Servers;

/// <summary>Runs one of the servers that are measured, as a child process.</summary>
internal static class ServeCommand
{
    public static Task<int> RunAsync(string[] args)
    {
        Console.Error.WriteLine($"There is no server '{string.Join(' ', args)}'.");
        return Task.FromResult(2);
    }
}
