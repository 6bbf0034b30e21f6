namespace Liaison.Benchmarks.Scale;

/// <summary>What was measured at one size.</summary>
/// <param name="Size">The size.</param>
/// <param name="Nanoseconds">The processor time of one command, median.</param>
/// <param name="AllocatedBytes">What one command allocated.</param>
/// <param name="LiveBytes">The managed memory that what has grown holds in all.</param>
internal sealed record ScalePoint(int Size, double Nanoseconds, double AllocatedBytes, long LiveBytes);
