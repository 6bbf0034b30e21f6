namespace Liaison.Benchmarks.Servers;

/// <summary>A picture of 512 by 512 pixels, each of four bytes: red, green, blue and alpha.</summary>
internal static class Picture
{
    /// <summary>The topic that pictures are published under.</summary>
    public const string Topic = "picture";

    public const int Bytes = 512 * 512 * 4;

    /// <summary>The one that is published every time.</summary>
    public static byte[] Sample { get; } = [.. Enumerable.Range(0, Bytes).Select(i => (byte)(i * 7))];
}
