using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Protocols;

/// <summary>Writes the messages of a host: results, failures and events. Only the encoder uses it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as its connection; a buffer that is not given back to the pool is collected like any other.")]
internal sealed class AnswerWriter(WireSpecification specification, JsonSerializerOptions json, LibMediumOptions options)
{
    private const int KeepCapacity = 64 * 1024;

    private readonly FrameWriter _scratch = new();

    public void Write(Response response, FrameWriter into)
    {
        var request = response.Request;
        if (request.State is HelloState)
        {
            WriteReady(into);
            return;
        }

        WireBytes.Write(into, MessageKind.Result);
        WriteKey(request, into);
        if (request.State is WireMethod { Result: { } type } method)
        {
            try
            {
                WriteValue(type, response.Value, into);
            }
            catch (UnfitException unfit)
            {
                into.Rewind(0);
                var problem = CommandError.Of(ErrorCode.Failed, $"The result of {method} {unfit.Message}. Correct the command, or the specification.");
                Write(new Fault(request, problem), into);
                return;
            }
        }

        into.EndFrame(FrameKind.Binary);
    }

    public void Write(Fault fault, FrameWriter into)
    {
        WireBytes.Write(into, MessageKind.Failure);
        WriteKey(fault.Request, into);
        WireBytes.Write(into, (uint)specification.NumberOf(fault.Error));
        WireBytes.WriteText(into, fault.Error.Message);
        into.EndFrame(FrameKind.Binary);
    }

    public void Write(Publication publication, FrameWriter into)
    {
        if (specification.FindEvent(publication.Topic) is not { } declared)
        {
            return;
        }

        try
        {
            WireBytes.Write(into, MessageKind.Event);
            WireBytes.WriteElement(into, declared.Utf8Name);
            WriteParameters(declared, publication.Value, into);
            into.EndFrame(FrameKind.Binary);
        }
        catch (UnfitException unfit)
        {
            into.Rewind(0);
            options.EventRefused?.Invoke($"The value that was published as '{publication.Topic}' does not match {declared}: it {unfit.Message}.");
        }
    }

    private static void WriteReady(FrameWriter into)
    {
        WireBytes.Write(into, MessageKind.Ready);
        into.EndFrame(FrameKind.Binary);
    }

    // If no id could be read, the answer has an id of zeros, which no client takes for one of its calls.
    private static void WriteKey(Request request, FrameWriter into) => into.Append(request.Echo.Length == CallKey.Length ? request.Echo.Span : stackalloc byte[CallKey.Length]);

    private void WriteValue(WireType type, object? value, FrameWriter into)
    {
        switch (value)
        {
            case string text when type.Kind == DeclaredTypeKind.String:
                WireBytes.WriteText(into, text);
                return;
            case double number when type.Kind == DeclaredTypeKind.Double:
                WireBytes.Write(into, number);
                return;
            case int number when type.Kind == DeclaredTypeKind.Int32:
                WireBytes.Write(into, (uint)number);
                return;
            case byte[] bytes when type.Kind == DeclaredTypeKind.Binary:
                into.Append(bytes);
                return;
        }

        try
        {
            new JsonEncoder(into, areEscaped: false).Write(type, Written(value));
        }
        finally
        {
            _scratch.Clear(KeepCapacity);
        }
    }

    private void WriteParameters(WireMethod declared, object? value, FrameWriter into)
    {
        switch (declared.Parameters)
        {
            case []:
                break;
            case [var only]:
                var start = WireBytes.BeginElement(into);
                WriteValue(only.Type, value, into);
                WireBytes.EndElement(into, start);
                break;
            case var parameters:
                try
                {
                    EventForm.Write(parameters, Written(value), into, declared.Name);
                }
                finally
                {
                    _scratch.Clear(KeepCapacity);
                }

                break;
        }
    }

    private ReadOnlySpan<byte> Written(object? value)
    {
        ValueWriter.Write(_scratch, value, json);
        _scratch.EndFrame(FrameKind.Text);
        return _scratch.Frames.Span[0].Bytes.Span;
    }
}
