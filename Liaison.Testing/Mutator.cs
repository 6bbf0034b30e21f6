namespace Liaison.Testing;

/// <summary>Changes messages in random ways, to simulate bad connections, faulty programs and attackers.</summary>
internal static class Mutator
{
    private static readonly byte[] Telling = [.. "{}[]\",:\\0-.eEtfn \n"u8, 0, 0x7f, 0x80, 0xc3, 0xed, 0xff];

    /// <summary>Returns a copy of the bytes with one to three changes.</summary>
    public static byte[] Mutate(ReadOnlySpan<byte> bytes, Random random)
    {
        var mutated = bytes.ToArray();
        for (var changes = random.Next(3); changes >= 0; changes--)
        {
            mutated = MutateOnce(mutated, random);
        }

        return mutated;
    }

    private static byte[] MutateOnce(byte[] bytes, Random random)
    {
        var at = random.Next(bytes.Length + 1);
        var length = random.Next(Math.Min(bytes.Length - at, 20) + 1);
        var (before, some, after) = (bytes[..at], bytes[at..(at + length)], bytes[(at + length)..]);
        return random.Next(8) switch
        {
            0 => before,
            1 => [.. before, .. after],
            2 => [.. before, .. some, .. some, .. after],
            3 => [.. after, .. before],
            4 => [.. before, Telling[random.Next(Telling.Length)], .. some, .. after],
            5 => [.. before, (byte)random.Next(256), .. some, .. after],
            6 => [.. bytes, .. some],
            _ => [.. before, .. some.Select(b => Telling[(b + at) % Telling.Length]), .. after],
        };
    }
}
