using Liaison.Contracts;

namespace Liaison.Benchmarks.Micro;

/// <summary>A contract of one command.</summary>
[CommandContract]
internal interface ISums
{
    Task<double> SumAsync(double x, double y, CancellationToken cancellationToken = default);
}
