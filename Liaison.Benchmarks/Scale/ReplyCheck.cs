using System.Text;

namespace Liaison.Benchmarks.Scale;

/// <summary>Makes sure that what is measured works.</summary>
internal static class ReplyCheck
{
    public static void ExpectResponse(ReadOnlySpan<byte> reply)
    {
        if (!reply.StartsWith("{\"response\":"u8))
        {
            throw new InvalidOperationException($"A response was expected, and this came: {Encoding.UTF8.GetString(reply[..Math.Min(reply.Length, 500)])}");
        }
    }
}
