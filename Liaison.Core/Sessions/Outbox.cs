using Liaison.Protocols;

namespace Liaison.Sessions;

/// <summary>What a peer sends with, once it is known what is spoken: the codec, the queue, and the loop that sends.</summary>
internal sealed class Outbox
{
    public Outbox(IWireCodec codec, OutboundQueue queue, Func<OutboundQueue, Task> send)
    {
        Codec = codec;
        Queue = queue;
        Sending = send(queue);
    }

    public IWireCodec Codec { get; }

    public OutboundQueue Queue { get; }

    /// <summary>Ends when nothing more is sent. It never fails.</summary>
    public Task Sending { get; }

    /// <summary>Waits for the end of sending and gives the buffers back.</summary>
    public async Task EndAsync()
    {
        await Sending.ConfigureAwait(false);
        Queue.Dispose();
    }
}
