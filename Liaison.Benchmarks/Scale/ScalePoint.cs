using Liaison.Benchmarks.Load;

namespace Liaison.Benchmarks.Scale;

/// <summary>What was measured at one size.</summary>
/// <param name="Size">The size.</param>
/// <param name="Nanoseconds">The processor time of one command.</param>
/// <param name="AllocatedBytes">What one command allocated.</param>
/// <param name="LiveBytes">The managed memory that what has grown holds in all.</param>
internal sealed record ScalePoint(int Size, Spread Nanoseconds, double AllocatedBytes, long LiveBytes);
