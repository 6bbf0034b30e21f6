using System.Text;

namespace Liaison.Transports;

/// <summary>Keeps the end of a text that arrives in pieces. Thread-safe.</summary>
internal sealed class TextTail(int maxLength)
{
    private readonly Lock _gate = new();
    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private string _text = "";

    /// <summary>Adds UTF-8 bytes. Returns them as text.</summary>
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
