using System.IO.Pipelines;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions.Sending;
using Liaison.Sessions.Streams;

namespace Liaison.Sessions.CallsOut;

/// <summary>
/// The streams among the arguments of a call that this end makes. They are read while the call is pending, and the caller continues to own
/// them. Large byte arguments are sent as streams too, if the other end supports streams.
/// </summary>
internal sealed class ArgumentStreams
{
    private readonly PeerStreams _streams;
    private readonly List<OutgoingStream> _offered = [];

    private ArgumentStreams(PeerStreams streams) => _streams = streams;

    /// <summary>Replaces each stream by its reference in the message; null if there are no streams.</summary>
    /// <exception cref="LiaisonException">Too many streams are open, or the connection has ended.</exception>
    /// <exception cref="NotSupportedException">The other end does not support streams.</exception>
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

    /// <summary>Refuses streams in a call that may be sent later, or more than once, or that gets no answer.</summary>
    /// <exception cref="NotSupportedException">An argument is a stream.</exception>
    public static void RefuseIn(CommandCall command)
    {
        if (command.Arguments.Concat(command.Keywords.Values).Any(value => value is Stream or PipeReader))
        {
            throw new NotSupportedException(
                "A stream can be read only once, while its call is pending. Pass it to InvokeAsync, without retries, while there is a connection. In notifications, in batches of a client that reconnects, and in calls that wait for a connection, pass byte[].");
        }
    }

    /// <summary>Stops reading the streams.</summary>
    public void Stop() => _offered.ForEach(stream => stream.Stop("The call that the stream was given with has ended."));

    /// <summary>Stops reading the streams. Completes when no read is pending, or after the time that canceled commands have.</summary>
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
                "The other end has not said that it supports streams, or the protocol does not. Pass byte[] if there are few bytes, or use the liaison protocol at both ends.");
        }

        var source = StreamBytes.Of(value, owned: false);
        var offered = _streams.Offer(source, ownsSource: false);
        _offered.Add(offered);
        return offered.ToJson(StreamBytes.LengthOf(source));
    }
}
