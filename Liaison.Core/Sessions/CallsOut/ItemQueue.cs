using System.Threading.Channels;
using Liaison.Messages;

namespace Liaison.Sessions.CallsOut;

/// <summary>The received items of one call that are not read yet. One thread adds, and one reads.</summary>
internal sealed class ItemQueue
{
    private readonly Channel<RawJson> _items = Channel.CreateUnbounded<RawJson>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    private long _unreadBytes;

    /// <summary>Adds an item; false if more bytes are unread than allowed.</summary>
    public bool TryAdd(RawJson item, long maxUnreadBytes)
    {
        if (Interlocked.Add(ref _unreadBytes, item.Utf8.Length) > maxUnreadBytes)
        {
            return false;
        }

        _items.Writer.TryWrite(item);
        return true;
    }

    /// <summary>The next item; null if there will be no more.</summary>
    public async ValueTask<RawJson?> NextAsync(CancellationToken cancellationToken)
    {
        while (await _items.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (_items.Reader.TryRead(out var item))
            {
                Interlocked.Add(ref _unreadBytes, -item.Utf8.Length);
                return item;
            }
        }

        return null;
    }

    public void Complete() => _items.Writer.TryComplete();
}
