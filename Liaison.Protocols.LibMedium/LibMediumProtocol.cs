using System.Runtime.CompilerServices;
using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>The binary protocol of LibMedium (WIRE, section 6), for both ends.</summary>
/// <remarks>
/// A specification declares the types. Its methods are commands, its events are topics, and its models are the JSON form of the
/// command's own types, matched with the name rules. Over a stream the protocol needs <c>StreamFraming.Length64</c>. Over
/// transports with messages, each message is one binary message. A peer that has said hello receives every event of the
/// specification, and cannot be called back.
/// </remarks>
public sealed class LibMediumProtocol : IWireProtocol
{
    private readonly ConditionalWeakTable<JsonSerializerOptions, WireSpecification> _compiled = [];
    private readonly LibMediumOptions _options;

    /// <summary>Creates the protocol for one specification.</summary>
    /// <param name="specification">The methods, events and models of the daemon.</param>
    /// <param name="options">The options; null uses the defaults.</param>
    public LibMediumProtocol(LibMediumSpecification specification, LibMediumOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(specification);
        Specification = specification;
        _options = options ?? new LibMediumOptions();
    }

    /// <summary>The methods, events and models of the daemon.</summary>
    public LibMediumSpecification Specification { get; }

    /// <inheritdoc/>
    public string Name => "libmedium";

    /// <summary>Whether the frame is a hello, or begins like a call: a name, and an id of 16 bytes.</summary>
    public bool Recognizes(Frame first)
    {
        if (first.Kind != FrameKind.Binary)
        {
            return false;
        }

        switch (first.Bytes.Span)
        {
            case [MessageKind.Hello]:
                return true;
            case [MessageKind.Call, .. var body]:
                var list = new ListReader(body);
                return list.TryNext(out var name) && name.Length > 0 && list.TryNext(out var id) && id.Length == CallKey.Length;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public IWireCodec CreateCodec(CodecSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return new LibMediumCodec(_compiled.GetValue(settings.Json, json => new WireSpecification(Specification, json)), settings, _options);
    }
}
