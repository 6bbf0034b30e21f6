using System.Buffers.Binary;
using System.Text;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>Reads the messages of a host: results, failures and events. Answers to no call of this connection are dropped.</summary>
/// <remarks>Only the decoder uses it.</remarks>
internal sealed class AnswerReader(WireSpecification specification, CallKey keys)
{
    private readonly JsonBuffer _json = new();

    /// <summary>Reads a result. Returns null if it belongs to no call.</summary>
    /// <param name="body">The message without its kind.</param>
    public Envelope? ReadResult(ReadOnlySpan<byte> body)
    {
        if (!keys.TryRead(body, out var id, out var index) || index >= specification.Methods.Length)
        {
            return null;
        }

        var method = specification.Methods[index];
        var request = Request.WithId(id);
        if (method.Result is not { } type)
        {
            return new Response(request, new RawJson("null"u8.ToArray()));
        }

        try
        {
            ValueReader.Read(type, body[CallKey.Length..], _json.BeginValue());
            return new Response(request, new RawJson(_json.Take()));
        }
        catch (UnfitException unfit)
        {
            _json.Clear();
            var problem = $"The host's result does not match {method}: {unfit.Message}. Use the host's specification.";
            return new Fault(request, CommandError.Of(ErrorCode.BadMessage, problem));
        }
    }

    /// <summary>Reads a failure. Returns null if it belongs to no call.</summary>
    /// <param name="body">The message without its kind.</param>
    public Envelope? ReadFailure(ReadOnlySpan<byte> body)
    {
        if (!keys.TryRead(body, out var id, out _) || !BinaryPrimitives.TryReadUInt32BigEndian(body[CallKey.Length..], out var number))
        {
            return null;
        }

        return new Fault(Request.WithId(id), specification.ErrorOf(number, Encoding.UTF8.GetString(body[(CallKey.Length + sizeof(uint))..])));
    }

    /// <summary>Reads an event. Returns null if the event is not declared, or does not match its declaration.</summary>
    /// <param name="body">The message without its kind.</param>
    public Envelope? ReadEvent(ReadOnlySpan<byte> body)
    {
        var list = new ListReader(body);
        if (!list.TryNext(out var name) || !specification.TryGetEvent(name, out var declared))
        {
            return null;
        }

        try
        {
            EventForm.Read(declared.Parameters, ref list, _json.BeginValue());
            return list.IsAtEnd ? new Publication(declared.Name, new RawJson(_json.Take())) : Dropped();
        }
        catch (UnfitException)
        {
            return Dropped();
        }
    }

    private Publication? Dropped()
    {
        _json.Clear();
        return null;
    }
}
