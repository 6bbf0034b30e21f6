namespace Liaison.Benchmarks.Load;

/// <summary>Measures Liaison over real transports against bare servers, in one run.</summary>
internal static class LoadCommand
{
    public static Task<int> RunAsync(string[] args)
    {
        Console.Error.WriteLine($"load does not take '{string.Join(' ', args)}' yet.");
        return Task.FromResult(2);
    }
}
