using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Liaison.Protocols;

/// <summary>Where decoded values are written as JSON. Kept by a connection, so that a message needs no buffers of its own.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The writer only holds on to the buffer beside it.")]
internal sealed class JsonBuffer
{
    private const int KeepCapacity = 64 * 1024;

    // What values hold was checked when it was read, and how deep they are is their type's.
    private static readonly JsonWriterOptions Unchecked = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
        MaxDepth = int.MaxValue,
    };

    private ArrayBufferWriter<byte> _bytes = new();
    private Utf8JsonWriter? _writer;

    /// <summary>What was written so far.</summary>
    public ArrayBufferWriter<byte> Bytes => _bytes;

    /// <summary>A writer behind what was written so far. It writes one value.</summary>
    public Utf8JsonWriter BeginValue()
    {
        _writer ??= new Utf8JsonWriter(_bytes, Unchecked);
        _writer.Reset(_bytes);
        return _writer;
    }

    /// <summary>Takes out all that was written.</summary>
    public byte[] Take()
    {
        _writer?.Flush();
        var taken = _bytes.WrittenSpan.ToArray();
        Clear();
        return taken;
    }

    /// <summary>Drops all that was written.</summary>
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
