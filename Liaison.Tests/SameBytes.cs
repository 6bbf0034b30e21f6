namespace Liaison.Tests;

/// <summary>Compares arrays of bytes as spans. NUnit compares the bytes as objects, one by one, which takes seconds for some megabytes.</summary>
internal sealed class SameBytes : IEqualityComparer<byte[]>
{
    public static readonly SameBytes Comparer = new();

    public bool Equals(byte[]? x, byte[]? y) => x is null || y is null ? x == y : x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] obj)
    {
        var hash = new HashCode();
        hash.AddBytes(obj);
        return hash.ToHashCode();
    }
}
