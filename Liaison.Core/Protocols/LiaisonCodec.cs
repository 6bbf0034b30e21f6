using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Protocols;

/// <summary>Reads requests and writes replies (WIRE, section 1, Request and Reply).</summary>
internal sealed class LiaisonCodec(CodecSettings settings) : IWireCodec
{
    private readonly LiaisonRequestReader _reader = new(settings.MaxDepth);

    /// <summary>The one request of a frame, for a caller without a connection.</summary>
    public static Request DecodeOne(Frame frame, int maxDepth) => new LiaisonRequestReader(maxDepth).Read(frame);

    public bool Attaches => false;

    public void Decode(Frame frame, ICollection<Envelope> into) => into.Add(_reader.Read(frame));

    public void Encode(Envelope envelope, FrameWriter into)
    {
        switch (envelope)
        {
            case Response response:
                into.Append("{\"response\":"u8);
                ValueWriter.Write(into, response.Value, settings.Json);
                into.Append(",\"tag\":\"response\",\"evt\":"u8);
                into.Append(response.Request.Echo.Span);
                into.Append("}"u8);
                break;
            case Fault fault:
                WriteFault(fault, into);
                break;
            default:
                throw new ArgumentException($"The protocol liaison does not send a {envelope.GetType().Name}.", nameof(envelope));
        }

        into.EndFrame(FrameKind.Text);
    }

    private void WriteFault(Fault fault, FrameWriter into)
    {
        var error = fault.Error;
        into.Append("{\"error\":["u8);
        for (var i = 0; i < error.Lines.Count; i++)
        {
            into.Append(i == 0 ? ""u8 : ","u8);
            ValueWriter.WriteString(into, error.Lines[i], settings.Json);
        }

        into.Append("],\"tag\":\"error\",\"evt\":"u8);
        into.Append(fault.Request.Echo.Span);
        into.Append(",\"code\":"u8);
        ValueWriter.WriteString(into, error.Code, settings.Json);
        into.Append(",\"type\":"u8);
        ValueWriter.WriteString(into, error.Type, settings.Json);
        into.Append(",\"message\":"u8);
        ValueWriter.WriteString(into, error.Message, settings.Json);
        into.Append("}"u8);
    }
}
