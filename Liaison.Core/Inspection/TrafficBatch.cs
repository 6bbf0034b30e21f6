using System.Text;

namespace Liaison.Inspection;

/// <summary>Messages, as the console is told.</summary>
/// <param name="Messages">The messages, the oldest first.</param>
/// <param name="LeftOut">How many others there were that the console asked for.</param>
/// <param name="Missed">How many were let go before anybody looked at them.</param>
/// <param name="Last">The number of the last one that was looked at.</param>
internal sealed record TrafficBatch(IReadOnlyList<TrafficBatch.Message> Messages, int LeftOut, long Missed, long Last)
{
    private const int ShownBytes = 400;

    public static TrafficBatch Of(TrafficPage page) =>
        new([.. page.Records.Select(record => Message.Of(record, ShownBytes))], page.LeftOut, page.Missed, page.Last);

    /// <summary>One message; its text is cut where it is shown in a list.</summary>
    internal sealed record Message(
        long Number,
        DateTimeOffset Time,
        int Connection,
        string Direction,
        string Kind,
        string? Command,
        string? Id,
        int Size,
        string Text,
        bool IsCut,
        int[] Attachments,
        double? DurationMs,
        string? Code)
    {
        public static Message Of(TrafficRecord record, int maxBytes = int.MaxValue) => new(
            record.Sequence,
            record.Time,
            record.Connection,
            record.IsIncoming ? "in" : "out",
            record.Kind,
            record.Command,
            record.Id,
            record.Size,
            TextOf(record.Text, maxBytes),
            record.IsCut || record.Text.Length > maxBytes,
            record.Attachments,
            record.Duration?.TotalMilliseconds,
            record.Code);

        // Not in the middle of a character.
        private static string TextOf(byte[] text, int max)
        {
            var length = Math.Min(text.Length, max);
            while (length > 0 && length < text.Length && (text[length] & 0xC0) == 0x80)
            {
                length--;
            }

            return Encoding.UTF8.GetString(text, 0, length);
        }
    }
}
