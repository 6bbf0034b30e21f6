using System.IO.Pipelines;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions.Sending;
using Liaison.Sessions.Streams;

namespace Liaison.Sessions.CallsOut;

/// <summary>
/// The streams among the arguments of one of this end's own calls. They are read while the call is pending, and stay the caller's. Bytes
/// in great number are given as streams too, where the other end takes them.
/// </summary>
internal sealed class ArgumentStreams
{
    private readonly PeerStreams _streams;
    private readonly List<OutgoingStream> _offered = [];

    private ArgumentStreams(PeerStreams streams) => _streams = streams;

    /// <summary>Puts what stands for it in a message in the place of each stream; null where there is none.</summary>
    /// <exception cref="LiaisonException">Too many streams are open, or the connection has ended.</exception>
    /// <exception cref="NotSupportedException">The other end takes no streams.</exception>
    public static ArgumentStreams? Replace(PeerStreams streams, object?[] positional, ref IReadOnlyDictionary<string, object?> keywords)
    {
        ArgumentStreams? found = null;
        try
        {
            foreach (ref var value in positional.AsSpan())
            {
                if (IsLarge(value, streams))
                {
                    value = (found ??= new ArgumentStreams(streams)).Offer(value!);
                }
            }

            if (keywords.Count > 0 && keywords.Values.Any(value => IsLarge(value, streams)))
            {
                found ??= new ArgumentStreams(streams);
                keywords = keywords.ToDictionary(pair => pair.Key, pair => IsLarge(pair.Value, streams) ? found.Offer(pair.Value!) : pair.Value);
            }

            return found;
        }
        catch (Exception failure)
        {
            found?.Stop();
            if (failure is CommandException known)
            {
                throw new LiaisonException(CommandError.Of(known.Code, known.Message));
            }

            throw;
        }
    }

    /// <summary>Refuses streams in a call that is not sent over a connection that there is, once, and answered.</summary>
    /// <exception cref="NotSupportedException">There is one.</exception>
    public static void RefuseIn(CommandCall command)
    {
        if (command.Arguments.Concat(command.Keywords.Values).Any(value => value is Stream or PipeReader))
        {
            throw new NotSupportedException(
                "A stream is read once, while its call is pending. Give it in a call by InvokeAsync, without retries, while there is a connection; in notifications, in batches of a client that reconnects, and in calls that wait, give byte[].");
        }
    }

    /// <summary>Reads no more of them.</summary>
    public void Stop() => _offered.ForEach(stream => stream.Stop("The call that the stream was given with has ended."));

    /// <summary>As <see cref="Stop"/>; ends when nothing is read from them any more, or a source takes longer than canceled commands may.</summary>
    public Task EndAsync()
    {
        Stop();
        return Patience.WaitAsync(Task.WhenAll(_offered.Select(stream => stream.Ended)), _streams.Options.CancelTimeout, CancellationToken.None);
    }

    private static bool IsLarge(object? value, PeerStreams streams) => value switch
    {
        null or string => false,
        Stream or PipeReader => true,
        byte[] bytes => streams.IsLarge(bytes.Length),
        ReadOnlyMemory<byte> bytes => streams.IsLarge(bytes.Length),
        Memory<byte> bytes => streams.IsLarge(bytes.Length),
        _ => false,
    };

    private RawJson Offer(object value)
    {
        if (!_streams.CanBeOffered)
        {
            throw new NotSupportedException(
                "The other end has not said that it takes streams, or the protocol has no form for them. Give byte[] where the bytes are few, or speak the liaison protocol at both ends.");
        }

        var source = StreamBytes.Of(value, owned: false);
        var offered = _streams.Offer(source, ownsSource: false);
        _offered.Add(offered);
        return offered.ToJson(StreamBytes.LengthOf(source));
    }
}
