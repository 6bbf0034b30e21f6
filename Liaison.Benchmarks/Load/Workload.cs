using Liaison.Benchmarks.Servers;

namespace Liaison.Benchmarks.Load;

/// <summary>What one request asks for.</summary>
/// <param name="Payload">How many bytes the argument has; 0 for the small command, which takes the root of 2.</param>
/// <param name="ComesBack">Whether the payload is answered with itself, and not with its length.</param>
internal sealed record Workload(int Payload, bool ComesBack)
{
    /// <summary>Whether the payload is bytes beside the JSON, and not text in it.</summary>
    public bool IsAttached { get; init; }

    /// <summary>Whether Liaison's answer repeats the whole request, and not its id alone.</summary>
    public bool IsEchoed { get; init; }

    /// <summary>Whether the small command is one that the generator knows, and is not reached through <c>run</c>.</summary>
    public bool IsGenerated { get; init; }

    /// <summary>How often the payload passes over the link for one request, in both directions together.</summary>
    public int Passes(ServerKind kind) => 1 + (ComesBack ? 1 : 0) + (IsEchoed && kind != ServerKind.SignalR ? 1 : 0);

    /// <summary>Whether requests, or answers, are binary messages.</summary>
    public bool IsBinary(bool answer) => IsAttached && (ComesBack || !answer);

    /// <summary>The command that everything but payloads is measured with.</summary>
    public static Workload Small { get; } = new(0, ComesBack: false);

    /// <summary>The same root, by a command that the generator knows.</summary>
    public static Workload Generated { get; } = Small with { IsGenerated = true };

    /// <summary>What the small command gives, as it is written in JSON.</summary>
    public const string RootOfTwo = "1.4142135623730951";
}
