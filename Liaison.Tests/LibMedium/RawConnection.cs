using System.Buffers.Binary;
using System.Net.Sockets;

namespace Liaison.Tests.LibMedium;

/// <summary>One end of a Unix socket that sends and receives bytes as they are.</summary>
internal sealed class RawConnection(Socket socket) : IDisposable
{
    public static async Task<RawConnection> ConnectAsync(string path, CancellationToken token)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), token);
        return new RawConnection(socket);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, token)..];
        }
    }

    /// <summary>The next message with its length before it; null at the end.</summary>
    public async Task<byte[]?> ReceiveAsync(CancellationToken token)
    {
        var head = new byte[sizeof(long)];
        if (!await FillAsync(head, token))
        {
            return null;
        }

        var body = new byte[BinaryPrimitives.ReadInt64BigEndian(head)];
        return await FillAsync(body, token) ? [.. head, .. body] : null;
    }

    /// <summary>Sends messages, and gives all that is answered: one message to a hello, to a call the events before its answer too.</summary>
    public async Task<List<byte[]>> AskAsync(IEnumerable<byte[]> messages, CancellationToken token)
    {
        var answers = new List<byte[]>();
        foreach (var message in messages)
        {
            await SendAsync(message, token);
            if (message[sizeof(long)] is 0x01 or 0x05)
            {
                do
                {
                    answers.Add(await ReceiveAsync(token) ?? throw new InvalidOperationException("The host closed the connection."));
                }
                while (answers[^1][sizeof(long)] == 0x10);
            }
        }

        return answers;
    }

    public static byte[] Message(params byte[] body)
    {
        var message = new byte[sizeof(long) + body.Length];
        BinaryPrimitives.WriteInt64BigEndian(message, body.Length);
        body.CopyTo(message, sizeof(long));
        return message;
    }

    public void Dispose() => socket.Dispose();

    private async Task<bool> FillAsync(Memory<byte> into, CancellationToken token)
    {
        while (!into.IsEmpty)
        {
            var count = await socket.ReceiveAsync(into, token);
            if (count == 0)
            {
                return false;
            }

            into = into[count..];
        }

        return true;
    }
}
