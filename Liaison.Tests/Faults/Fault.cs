namespace Liaison.Tests.Faults;

/// <summary>
/// What becomes of the bytes that go one way over a link. For one connection, since it knows how many have passed.
/// </summary>
/// <param name="apply">Gives what goes on of some bytes, piece by piece; null cuts the link.</param>
internal sealed class Fault(Func<ReadOnlyMemory<byte>, IEnumerable<ReadOnlyMemory<byte>?>> apply)
{
    private TimeSpan _delay;
    private Task _release = Task.CompletedTask;
    private long _held;
    private long _passed;

    /// <summary>How many bytes have arrived here.</summary>
    public long Passed => Interlocked.Read(ref _passed);

    /// <summary>Everything goes on as it came.</summary>
    public static Fault None() => new(bytes => [bytes]);

    /// <summary>So many bytes go on, and then the link is cut.</summary>
    public static Fault CutAfter(long count) => new(bytes =>
    {
        if (bytes.Length < count)
        {
            count -= bytes.Length;
            return [bytes];
        }

        return [bytes[..(int)count], null];
    });

    /// <summary>So many bytes go on, and nothing more, while the link stays.</summary>
    public static Fault SwallowAfter(long count) => new(bytes =>
    {
        var passing = bytes[..(int)Math.Min(bytes.Length, count)];
        count -= passing.Length;
        return [passing];
    });

    /// <summary>So many bytes go on; the rest stays where it is until it is let go, as with a peer that does not read.</summary>
    public static Fault HoldAfter(long count, Task release)
    {
        var fault = new Fault(bytes => [bytes]);
        fault._release = release;
        fault._held = count;
        return fault;
    }

    /// <summary>Everything goes on in two halves, and those in halves again, each by itself.</summary>
    public static Fault Halve() => new(bytes => Halves(bytes));

    /// <summary>Every piece of so many bytes waits as long before it goes on.</summary>
    public static Fault Delay(int size, TimeSpan delay) => new(bytes => Pieces(bytes, size)) { _delay = delay };

    /// <summary>From a place on, so many bytes go on twice.</summary>
    public static Fault Repeat(long place, int count) => AtPlace(place, bytes => [bytes[..Math.Min(count, bytes.Length)], bytes]);

    /// <summary>From a place on, so many bytes and as many behind them change places.</summary>
    public static Fault Reorder(long place, int count) => AtPlace(
        place, bytes => bytes.Length < 2 * count ? [bytes] : [bytes[count..(2 * count)], bytes[..count], bytes[(2 * count)..]]);

    /// <summary>Sends on what arrived; false where the link is cut.</summary>
    public async Task<bool> PassAsync(ReadOnlyMemory<byte> bytes, Stream to)
    {
        if (Interlocked.Add(ref _passed, bytes.Length) > _held)
        {
            await _release;
        }

        foreach (var piece in apply(bytes))
        {
            if (piece is not { } passing)
            {
                return false;
            }

            if (_delay > TimeSpan.Zero)
            {
                await Task.Delay(_delay);
            }

            if (passing.Length > 0)
            {
                await to.WriteAsync(passing);
                await to.FlushAsync();
            }
        }

        return true;
    }

    private static IEnumerable<ReadOnlyMemory<byte>?> Halves(ReadOnlyMemory<byte> bytes) =>
        bytes.Length < 2 ? [bytes] : [.. Halves(bytes[..(bytes.Length / 2)]), .. Halves(bytes[(bytes.Length / 2)..])];

    private static IEnumerable<ReadOnlyMemory<byte>?> Pieces(ReadOnlyMemory<byte> bytes, int size)
    {
        for (var at = 0; at < bytes.Length; at += size)
        {
            yield return bytes[at..Math.Min(at + size, bytes.Length)];
        }
    }

    private static Fault AtPlace(long place, Func<ReadOnlyMemory<byte>, IEnumerable<ReadOnlyMemory<byte>?>> change) => new(bytes =>
    {
        var before = place;
        place -= bytes.Length;
        return before < 0 || before >= bytes.Length ? [bytes] : [bytes[..(int)before], .. change(bytes[(int)before..])];
    });
}
