using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Liaison.Protocols;

/// <summary>The buffer for decoded values in JSON. A connection reuses it for all its messages.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The writer only holds on to the buffer beside it.")]
internal sealed class JsonBuffer
{
    private const int KeepCapacity = 64 * 1024;

    // The content of values was checked when they were read, and their type limits their depth.
    private static readonly JsonWriterOptions Unchecked = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
        MaxDepth = int.MaxValue,
    };

    private ArrayBufferWriter<byte> _bytes = new();
    private Utf8JsonWriter? _writer;

    /// <summary>The bytes written so far.</summary>
    public ArrayBufferWriter<byte> Bytes => _bytes;

    /// <summary>Returns a writer that appends one value.</summary>
    public Utf8JsonWriter BeginValue()
    {
        _writer ??= new Utf8JsonWriter(_bytes, Unchecked);
        _writer.Reset(_bytes);
        return _writer;
    }

    /// <summary>Returns a copy of the written bytes, and clears the buffer.</summary>
    public byte[] Take()
    {
        _writer?.Flush();
        var taken = _bytes.WrittenSpan.ToArray();
        Clear();
        return taken;
    }

    /// <summary>Drops the written bytes.</summary>
    public void Clear()
    {
        if (_bytes.Capacity > KeepCapacity)
        {
            _bytes = new ArrayBufferWriter<byte>();
            _writer?.Reset(_bytes);
        }
        else
        {
            _writer?.Reset(_bytes);
            _bytes.ResetWrittenCount();
        }
    }
}
