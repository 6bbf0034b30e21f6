using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Values;

/// <summary>Writes values into messages: results, progress reports and events.</summary>
public static class ValueWriter
{
    private const int MaxTextLength = 65_536;

    /// <summary>Writes one JSON value.</summary>
    /// <remarks>
    /// A value that cannot be serialized (a cycle past the depth limit, a throwing getter, a pointer) is written as its
    /// <see cref="object.ToString"/>, or as its type's name if that throws too. The incomplete JSON is removed first.
    /// </remarks>
    /// <param name="into">The writer; the value is appended to its open frame.</param>
    /// <param name="value">The value; null writes <c>null</c>.</param>
    /// <param name="options">How to serialize it.</param>
    /// <param name="attachments">
    /// Receives bytes (<c>byte[]</c>, <c>ReadOnlyMemory&lt;byte&gt;</c>, <c>Memory&lt;byte&gt;</c>, at any depth) without copying, after
    /// the attachments that it already has. The JSON then contains <c>{"$attachment": index}</c>. Null writes bytes as base64.
    /// </param>
    public static void Write(FrameWriter into, object? value, JsonSerializerOptions options, ICollection<ReadOnlyMemory<byte>>? attachments = null)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(options);
        if (value is null)
        {
            into.Append("null"u8);
            return;
        }

        var (start, attached) = (into.Length, attachments?.Count ?? 0);
        try
        {
            WriteJson(into, value, options, attachments);
        }
        catch (Exception)
        {
            into.Rewind(start);
            TakeBack(attachments, attached);
            WriteString(into, Describe(value), options);
        }
    }

    /// <summary>Writes the value of a response, like <see cref="Write"/>. A plain number is written without boxing.</summary>
    /// <param name="into">The writer; the value is appended to its open frame.</param>
    /// <param name="response">The response whose value is written.</param>
    /// <param name="options">How to serialize it.</param>
    /// <param name="attachments">Receives bytes; null writes them as base64.</param>
    public static void WriteResult(FrameWriter into, Response response, JsonSerializerOptions options, ICollection<ReadOnlyMemory<byte>>? attachments = null)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(options);
        if (!PlainValues.TryWrite(into, response.Result, options))
        {
            Write(into, response.Value, options, attachments);
        }
    }

    /// <summary>Writes one JSON string.</summary>
    public static void WriteString(FrameWriter into, string text, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(into);
        ArgumentNullException.ThrowIfNull(options);
        var json = into.RentJson(options);
        LongText.Write(into, json, text);
        json.Flush();
    }

    /// <summary>
    /// Appends the members <c>traceparent</c> and <c>tracestate</c> to an object that already has members, each with a leading comma.
    /// Writes nothing if there is no context.
    /// </summary>
    public static void WriteTrace(FrameWriter into, TraceContext? trace, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (trace is null)
        {
            return;
        }

        into.Append(",\"traceparent\":"u8);
        WriteString(into, trace.Parent, options);
        if (trace.State is { } state)
        {
            into.Append(",\"tracestate\":"u8);
            WriteString(into, state, options);
        }
    }

    /// <summary>The text for a value that JSON cannot represent. Never throws.</summary>
    internal static string Describe(object value)
    {
        try
        {
            var text = value.ToString() ?? "";
            return text.Length <= MaxTextLength ? text : text[..MaxTextLength];
        }
        catch (Exception)
        {
            return TypeName.Full(value.GetType());
        }
    }

    private static void WriteJson(FrameWriter into, object value, JsonSerializerOptions options, ICollection<ReadOnlyMemory<byte>>? attachments)
    {
        switch (value)
        {
            case RawJson raw:
                WriteRaw(into, raw, attachments);
                return;
            case SharedValue shared:
                WriteShared(into, shared.Get(attach: attachments is not null), attachments);
                return;
        }

        var json = into.RentJson(options);
        if (!PlainValues.TryWrite(into, json, value, options))
        {
            using var scope = AttachmentScope.Write(attachments);
            JsonSerializer.Serialize(json, value, options.GetTypeInfo(value.GetType()));
        }

        json.Flush();
    }

    private static void WriteRaw(FrameWriter into, RawJson raw, ICollection<ReadOnlyMemory<byte>>? attachments)
    {
        if (raw.Attachments.Count > 0)
        {
            new AttachmentRewriter(attachments).Write(into, raw.Utf8.Span, raw.Attachments);
        }
        else
        {
            into.Append(raw.Utf8.IsEmpty ? "null"u8 : raw.Utf8.Span);
        }
    }

    // JSON that was written in this process numbers its attachments from 0, and refers to each of them once.
    private static void WriteShared(FrameWriter into, RawJson shared, ICollection<ReadOnlyMemory<byte>>? attachments)
    {
        if (attachments is not { Count: 0 })
        {
            WriteRaw(into, shared, attachments);
            return;
        }

        into.Append(shared.Utf8.Span);
        foreach (var attachment in shared.Attachments)
        {
            attachments.Add(attachment);
        }
    }

    private static void TakeBack(ICollection<ReadOnlyMemory<byte>>? attachments, int keep)
    {
        if (attachments is null || attachments.Count == keep)
        {
            return;
        }

        var kept = attachments.Take(keep).ToArray();
        attachments.Clear();
        foreach (var attachment in kept)
        {
            attachments.Add(attachment);
        }
    }
}
