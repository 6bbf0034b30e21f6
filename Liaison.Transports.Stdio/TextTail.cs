using System.Text;

namespace Liaison.Transports;

/// <summary>The end of a text that is written bit by bit. Thread-safe.</summary>
internal sealed class TextTail(int maxLength)
{
    private readonly Lock _gate = new();
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private string _text = "";

    /// <summary>Adds bytes in UTF-8; gives them as text.</summary>
    public string Add(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            var characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
            var added = new string(characters, 0, _decoder.GetChars(bytes, characters, flush: false));
            _text += added;
            _text = _text.Length > maxLength ? _text[^maxLength..] : _text;
            return added;
        }
    }

    public override string ToString()
    {
        lock (_gate)
        {
            return _text.Trim();
        }
    }
}
