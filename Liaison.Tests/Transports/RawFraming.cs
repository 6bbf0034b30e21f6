using System.Buffers.Binary;
using System.Text;
using Liaison.Transports;

namespace Liaison.Tests.Transports;

/// <summary>Messages as bytes, written apart from the code under test.</summary>
internal static class RawFraming
{
    public static byte[] Frame(string message, StreamFraming framing)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        switch (framing)
        {
            case StreamFraming.Headers:
                return [.. Encoding.ASCII.GetBytes($"Content-Length: {bytes.Length}\r\n\r\n"), .. bytes];
            case StreamFraming.Length:
                var head = new byte[5];
                BinaryPrimitives.WriteInt32LittleEndian(head, bytes.Length);
                return [.. head, .. bytes];
            case StreamFraming.Length64:
                var length = new byte[8];
                BinaryPrimitives.WriteInt64BigEndian(length, bytes.Length);
                return [.. length, .. bytes];
            default:
                return [.. bytes, (byte)'\n'];
        }
    }
}
