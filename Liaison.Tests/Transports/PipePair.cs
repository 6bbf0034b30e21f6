using System.IO.Pipes;

namespace Liaison.Tests.Transports;

/// <summary>Two operating system pipes, as between a process and the one that started it.</summary>
internal sealed class PipePair
{
    public PipePair()
    {
        var toHost = new AnonymousPipeServerStream(PipeDirection.Out);
        var toPeer = new AnonymousPipeServerStream(PipeDirection.In);
        HostInput = new AnonymousPipeClientStream(PipeDirection.In, toHost.ClientSafePipeHandle);
        HostOutput = new AnonymousPipeClientStream(PipeDirection.Out, toPeer.ClientSafePipeHandle);
        Peer = new DuplexStream(toPeer, toHost);
    }

    public Stream HostInput { get; }

    public Stream HostOutput { get; }

    public Stream Peer { get; }
}
