namespace Liaison.Messages;

/// <summary>One JSON value as it stands in a message, unread. Where a value is to be written, it is written as it is.</summary>
/// <param name="utf8">The JSON, in UTF-8; nobody writes to the bytes any more.</param>
/// <param name="attachments">What <c>{"$attachment": index}</c> in it stands for (WIRE, section 1, Binary attachments).</param>
public sealed class RawJson(ReadOnlyMemory<byte> utf8, IReadOnlyList<ReadOnlyMemory<byte>>? attachments = null)
{
    /// <summary>The JSON, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; } = utf8;

    /// <summary>What <c>{"$attachment": index}</c> in it stands for; empty where nothing is attached.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments { get; } = attachments ?? [];

    /// <summary>The JSON as text.</summary>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(Utf8.Span);
}
