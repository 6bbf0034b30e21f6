using Liaison.Messages;
using Liaison.Protocols;

namespace Liaison.Sessions.Sending;

/// <summary>Postpones messages that a getter or a converter of the application sends while it runs to encode another message.</summary>
/// <remarks>
/// A thread that encodes a message has the lock of one queue, and the codec of that queue has written half of a message. So the thread
/// must not encode a second message, and must not wait for the lock of another queue. The messages that it sends meanwhile are sent by
/// another thread, in the same order, once the first message is complete.
/// </remarks>
internal sealed class NestedSends : IThreadPoolWorkItem
{
    [ThreadStatic]
    private static bool _isEncoding;

    [ThreadStatic]
    private static NestedSends? _postponed;

    private readonly List<Action> _sends = [];

    /// <summary>Whether this thread encodes a message.</summary>
    public static bool IsEncoding => _isEncoding;

    /// <summary>Encodes a message. If the codec throws, nothing of the message is written.</summary>
    public static void Encode(IWireCodec codec, Envelope message, FrameWriter into)
    {
        _isEncoding = true;
        try
        {
            codec.Encode(message, into);
        }
        catch
        {
            into.Rewind(0);
            throw;
        }
        finally
        {
            _isEncoding = false;
            Begin();
        }
    }

    /// <summary>Postpones a send until this thread has encoded its message.</summary>
    /// <param name="send">Sends. It must not throw.</param>
    public static void Postpone(Action send) => (_postponed ??= new NestedSends())._sends.Add(send);

    void IThreadPoolWorkItem.Execute() => _sends.ForEach(send => send());

    private static void Begin()
    {
        if (_postponed is { } postponed)
        {
            _postponed = null;
            ThreadPool.UnsafeQueueUserWorkItem(postponed, preferLocal: false);
        }
    }
}
