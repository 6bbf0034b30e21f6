using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Liaison.Inspection;

/// <summary>Writes the lines of a recording (docs/protocols/recording.md).</summary>
internal static class RecordingLine
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the first line, with the start time of the recording.</summary>
    public static void WriteHead(IBufferWriter<byte> into, DateTimeOffset started)
    {
        using var json = new Utf8JsonWriter(into, Writing);
        json.WriteStartObject();
        json.WriteNumber("liaison_recording", 1);
        json.WriteString("started", started.UtcDateTime);
        json.WriteEndObject();
        End(json, into);
    }

    /// <summary>Writes the line of a message. Writes nothing if the message is part of another line, or was not sent in a frame.</summary>
    public static void Write(IBufferWriter<byte> into, TrafficRecord record, DateTimeOffset started)
    {
        if (record.IsContinued || record.Size == 0)
        {
            return;
        }

        using var json = new Utf8JsonWriter(into, Writing);
        json.WriteStartObject();
        json.WriteNumber("at_ms", Math.Round((record.Time - started).TotalMilliseconds, 3));
        json.WriteNumber("connection", record.Connection);
        json.WriteString("direction", record.IsIncoming ? "in" : "out");
        json.WriteString("text", Encoding.UTF8.GetString(record.Text));
        if (record.IsCut || record.Text.Length == 0)
        {
            json.WriteNumber("cut_from_bytes", record.Size);
        }

        if (record.Attachments.Length > 0)
        {
            json.WriteStartArray("attachments");
            foreach (var size in record.Attachments)
            {
                json.WriteNumberValue(size);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        End(json, into);
    }

    private static void End(Utf8JsonWriter json, IBufferWriter<byte> into)
    {
        json.Flush();
        into.Write("\n"u8);
    }
}
