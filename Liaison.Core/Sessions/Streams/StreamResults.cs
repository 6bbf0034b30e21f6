using System.IO.Pipelines;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Sessions.Streams;

/// <summary>Results that are streams: those that commands return, and those that answer a call.</summary>
internal static class StreamResults
{
    /// <summary>
    /// Sends a result as a stream, which is disposed at its end. Null if the
    /// other end does not support streams, or if the result is too small.
    /// </summary>
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

    /// <summary>Releases a result that will not be sent.</summary>
    public static void Withdraw(Envelope answer)
    {
        if (answer is Response { Value: RawJson { Attachments: OutgoingStream offered } })
        {
            offered.Stop();
        }
    }

    /// <summary>Releases a result whose call nobody awaits.</summary>
    public static void Refuse(RawJson answer) => (answer.Attachments as StreamValue)?.RefuseUnlessOpen();

    /// <summary>Reads an answer that is a stream. If the result type is not a stream, the whole stream is read.</summary>
    /// <exception cref="IOException">The stream has failed at the other end.</exception>
    /// <exception cref="LiaisonException">The stream has more bytes than may be gathered, or too many streams are open.</exception>
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
