namespace Liaison.Messages;

/// <summary>One JSON value in its form in the message, unread. It is written unchanged.</summary>
/// <param name="utf8">The JSON in UTF-8. Its bytes must no longer change.</param>
/// <param name="attachments">The bytes that <c>{"$attachment": index}</c> in it refers to (WIRE, section 1, Binary attachments).</param>
public sealed class RawJson(ReadOnlyMemory<byte> utf8, IReadOnlyList<ReadOnlyMemory<byte>>? attachments = null)
{
    /// <summary>The JSON, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; } = utf8;

    /// <summary>The bytes that <c>{"$attachment": index}</c> in it refers to; empty if there are none.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments { get; } = attachments ?? [];

    /// <summary>The JSON as text.</summary>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(Utf8.Span);
}
