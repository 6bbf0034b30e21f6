namespace Liaison.Benchmarks.Servers;

/// <summary>What bare servers answer with: so many times the same byte, and where messages are lines a newline.</summary>
internal static class CannedAnswer
{
    public const byte Filler = (byte)'x';

    public static byte[] Message(int bytes)
    {
        var answer = new byte[bytes];
        answer.AsSpan().Fill(Filler);
        return answer;
    }

    public static byte[] Line(int bytes) => [.. Message(bytes), (byte)'\n'];
}
