using System.Buffers.Binary;
using System.Text;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Tests.Rfc6455;

/// <summary>What became of what a peer sent, in words: what was received, what was answered, how the link was closed.</summary>
internal static class Outcome
{
    /// <summary>How an outcome ends where nothing was found to be wrong.</summary>
    public const string Well = "closed with 1000";

    private const int LongestShown = 12;

    /// <summary>Sends the bytes, then a close, and reads both ends to their end.</summary>
    public static async Task<string> OfAsync(
        Stream peer, ICommandConnection received, WireFrame frames, byte[] bytes, CancellationToken cancellationToken)
    {
        var receiving = ReceiveAsync(received, cancellationToken);
        try
        {
            await peer.WriteAsync((byte[])[.. bytes, .. frames.Close(1000)], cancellationToken);
        }
        catch (IOException)
        {
            // The other end has failed the connection before all of this was sent.
        }

        var answers = await AnswersAsync(peer, cancellationToken);
        await peer.DisposeAsync();
        return string.Join(", ", [.. await receiving, .. answers]);
    }

    /// <summary>The frames that were received, before the connection is disposed.</summary>
    private static async Task<List<string>> ReceiveAsync(ICommandConnection connection, CancellationToken cancellationToken)
    {
        var received = new List<string>();
        while (await connection.ReceiveAsync(cancellationToken) is { } frame)
        {
            var kind = frame.Kind == FrameKind.Text ? "text" : "binary";
            received.Add(Shown(frame.Truncated ? $"the beginning of a {kind}" : kind, frame.Bytes.Span));
        }

        await connection.DisposeAsync();
        return received;
    }

    /// <summary>What the other end answers, up to its close or the end of the link.</summary>
    private static async Task<List<string>> AnswersAsync(Stream peer, CancellationToken cancellationToken)
    {
        var answers = new List<string>();
        try
        {
            while (true)
            {
                var (opcode, payload) = await FrameReader.ReadAsync(peer, cancellationToken);
                if (opcode == WireFrame.CloseCode)
                {
                    answers.Add(payload.Length < 2 ? "closed without a status" : $"closed with {BinaryPrimitives.ReadUInt16BigEndian(payload)}");
                    return answers;
                }

                answers.Add(Shown(opcode == WireFrame.PongCode ? "pong" : $"opcode {opcode}", payload));
            }
        }
        catch (IOException)
        {
            answers.Add("cut off");
            return answers;
        }
    }

    private static string Shown(string kind, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > LongestShown)
        {
            return $"{kind} of {bytes.Length} bytes";
        }

        var isPlain = !bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~');
        return isPlain ? $"{kind} '{Encoding.ASCII.GetString(bytes)}'" : $"{kind} {Convert.ToHexStringLower(bytes)}";
    }
}
