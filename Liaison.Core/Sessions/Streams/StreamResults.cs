using System.IO.Pipelines;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Sessions.Streams;

/// <summary>Results that are streams: those that a command gives, and those that a call is answered with.</summary>
internal static class StreamResults
{
    /// <summary>Has a result sent as a stream, which is disposed at its end; null where the other end takes no streams, or it is too small for one.</summary>
    /// <exception cref="CommandException">Too many streams are open.</exception>
    public static RawJson? TryOffer(PeerStreams streams, object value)
    {
        var length = value switch
        {
            byte[] bytes => bytes.Length,
            ReadOnlyMemory<byte> bytes => bytes.Length,
            Memory<byte> bytes => bytes.Length,
            _ => int.MaxValue,
        };
        if (!streams.AreTaken || !streams.IsLarge(length))
        {
            return null;
        }

        var source = StreamBytes.Of(value, owned: true);
        return streams.Offer(source, ownsSource: true).ToJson(StreamBytes.LengthOf(source));
    }

    /// <summary>Lets a result go that is sent to nobody.</summary>
    public static void Withdraw(Envelope answer)
    {
        if (answer is Response { Value: RawJson { Attachments: OutgoingStream offered } })
        {
            offered.Stop();
        }
    }

    /// <summary>Lets a result go that came for a call which nobody waits for.</summary>
    public static void Refuse(RawJson answer) => (answer.Attachments as StreamValue)?.RefuseUnlessOpen();

    /// <summary>Reads an answer that is a stream; as anything but a stream, all of it.</summary>
    /// <exception cref="IOException">The stream has failed at the other end.</exception>
    /// <exception cref="LiaisonException">It has more bytes than may be gathered, or too many streams are open.</exception>
    public static async ValueTask<T?> ReadAsync<T>(PeerStreams streams, StreamValue value, RawJson answer, System.Text.Json.JsonSerializerOptions json, CancellationToken cancellationToken)
    {
        try
        {
            if (typeof(T) == typeof(Stream) || typeof(T) == typeof(PipeReader))
            {
                return typeof(T) == typeof(Stream) ? (T)(object)value.OpenStream() : (T)(object)value.Open();
            }

            var gathered = await GatheredStream.ReadAsync(streams, value, cancellationToken).ConfigureAwait(false);
            streams.Release(gathered.Array.Length);
            return RawJsonReader.Read<T>(gathered.ToJson(), json);
        }
        catch (CommandException failure)
        {
            Refuse(answer);
            throw new LiaisonException(CommandError.Of(failure.Code, failure.Message));
        }
    }
}
