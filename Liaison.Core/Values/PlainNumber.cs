using System.Buffers.Text;

namespace Liaison.Values;

/// <summary>Parses numbers, with a fast path for short ones.</summary>
internal static class PlainNumber
{
    // Whole numbers of this many digits, and powers of ten up to this limit, are exact doubles. So one division rounds only once.
    private const int ExactDigits = 15;
    private const int ExactPowers = 22;

    private static readonly double[] Powers = [.. Enumerable.Range(0, ExactPowers + 1).Select(power => double.Parse($"1e{power}", System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>Parses the whole text as one number; false if it is not a number.</summary>
    public static bool TryParse(ReadOnlySpan<byte> json, out double number) =>
        TryParseShort(json, out number) || (Utf8Parser.TryParse(json, out number, out var read) && read == json.Length);

    private static bool TryParseShort(ReadOnlySpan<byte> json, out double number)
    {
        number = 0;
        var isNegative = json is [(byte)'-', ..];
        long digits = 0;
        var (count, behindPoint, seenPoint) = (0, 0, false);
        foreach (var character in isNegative ? json[1..] : json)
        {
            if (character is >= (byte)'0' and <= (byte)'9')
            {
                digits = (digits * 10) + (character - '0');
                count++;
                behindPoint += seenPoint ? 1 : 0;
            }
            else if (character == '.' && !seenPoint)
            {
                seenPoint = true;
            }
            else
            {
                return false;
            }

            if (count > ExactDigits)
            {
                return false;
            }
        }

        number = digits / Powers[behindPoint];
        number = isNegative ? -number : number;
        return count > 0;
    }
}
