using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Sessions.Sending;
using Liaison.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Liaison.Tests.Sessions;

/// <summary>A peer that tells when another thread has to read on.</summary>
internal sealed class ReadingLink() : PeerLink(new ScriptedConnection(), Settings())
{
    private readonly TaskCompletionSource _readOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when another thread has to read on.</summary>
    public Task HasToReadOn => _readOn.Task;

    public override void ReadOn() => _readOn.SetResult();

    private static new LinkSettings Settings() => new()
    {
        Dispatcher = new Companion().Dispatcher,
        Options = new HostOptions(),
        Logger = NullLogger.Instance,
        CallIdPrefix = "",
    };
}
