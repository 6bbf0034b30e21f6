using System.Globalization;
using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>The member <c>timeout</c> of a request: milliseconds.</summary>
internal static class CallTimeout
{
    /// <summary>The time that the reader's value says; null where it says none that there is.</summary>
    public static TimeSpan? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out var milliseconds) || !(milliseconds > 0))
        {
            return null;
        }

        // Longer than there is a time for is for ever.
        return milliseconds >= TimeSpan.MaxValue.TotalMilliseconds ? null
            : TimeSpan.FromTicks(Math.Max(1, (long)(milliseconds * TimeSpan.TicksPerMillisecond)));
    }

    public static void Write(TimeSpan timeout, FrameWriter into)
    {
        Span<byte> text = stackalloc byte[32];
        timeout.TotalMilliseconds.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture);
        into.Append(text[..length]);
    }
}
