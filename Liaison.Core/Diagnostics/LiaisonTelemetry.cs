using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Liaison.Diagnostics;

/// <summary>The names of the library's traces and meters.</summary>
public static class LiaisonTelemetry
{
    /// <summary>The name of the <see cref="ActivitySource"/> and of the <see cref="System.Diagnostics.Metrics.Meter"/>.</summary>
    public const string Name = "Liaison";

    internal static ActivitySource Source { get; } = new(Name);

    internal static Meter Meter { get; } = new(Name);

    /// <summary>Whether anybody listens to the traces.</summary>
    internal static bool IsTraced => Source.HasListeners();
}
