using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Tool.Hosted;

/// <summary>A companion that the tool makes with its options.</summary>
public sealed class MeetingCompanion(CompanionOptions options) : Companion(options)
{
    /// <summary>How many calls meet.</summary>
    public const int Threads = 4;

    private readonly Barrier _barrier = new(Threads);

    /// <summary>Blocks its thread until as many calls run, each on a thread of its own.</summary>
    [Command("meet", Concurrent = true)]
    public void Meet() => _barrier.SignalAndWait();
}
