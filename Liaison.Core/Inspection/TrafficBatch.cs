using System.Text;

namespace Liaison.Inspection;

/// <summary>Messages for the console.</summary>
/// <param name="Messages">The messages, the oldest first.</param>
/// <param name="LeftOut">How many further messages match the console's filter.</param>
/// <param name="Missed">How many messages were dropped before they were read.</param>
/// <param name="Last">The number of the last message that was read.</param>
internal sealed record TrafficBatch(IReadOnlyList<TrafficBatch.Message> Messages, int LeftOut, long Missed, long Last)
{
    private const int ShownBytes = 400;

    public static TrafficBatch Of(TrafficPage page) =>
        new([.. page.Records.Select(record => Message.Of(record, ShownBytes))], page.LeftOut, page.Missed, page.Last);

    /// <summary>One message. In a list, its text is shortened.</summary>
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

        // Does not cut in the middle of a character.
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
