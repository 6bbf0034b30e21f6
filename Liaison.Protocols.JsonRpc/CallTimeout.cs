using System.Globalization;
using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>The member <c>timeout</c> of a request, in milliseconds.</summary>
internal static class CallTimeout
{
    /// <summary>Reads the time. Returns null if the value is not a valid time.</summary>
    public static TimeSpan? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetDouble(out var milliseconds) || !(milliseconds > 0))
        {
            return null;
        }

        // A longer time than TimeSpan can hold means no timeout.
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
