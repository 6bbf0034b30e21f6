using System.Buffers;

namespace Liaison.Inspection;

/// <summary>A copy of a text with some of its parts replaced.</summary>
internal sealed class RedactedCopy(int capacity)
{
    private readonly ArrayBufferWriter<byte> _text = new(Math.Max(1, capacity));
    private int _read;

    /// <summary>Copies the text from the current position up to the given one.</summary>
    public void Append(ReadOnlySpan<byte> text, int end)
    {
        if (end > _read)
        {
            _text.Write(text[_read..end]);
            _read = end;
        }
    }

    /// <summary>Writes the replacement of a part.</summary>
    public void Put(ReadOnlySpan<byte> stand) => _text.Write(stand);

    /// <summary>Skips the text up to the given position.</summary>
    public void Skip(int end) => _read = Math.Max(_read, end);

    public (byte[] Text, bool IsCut) End() => (_text.WrittenSpan.ToArray(), false);

    public (byte[] Text, bool IsCut) Cut() => (_text.WrittenSpan.ToArray(), true);
}
