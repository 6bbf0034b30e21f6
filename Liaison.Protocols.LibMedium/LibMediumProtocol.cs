using System.Runtime.CompilerServices;
using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// The binary protocol of LibMedium (WIRE, section 6), both ends. What it needs to know of types comes from a specification: methods are
/// commands, events are topics, and models are what the command's own types are in JSON, by the name rules.
/// </summary>
/// <remarks>
/// Over a stream it needs <c>StreamFraming.Length64</c>; over transports that have messages of their own, each is one binary message.
/// A peer that has said hello is sent every event of the specification, and cannot be called back.
/// </remarks>
public sealed class LibMediumProtocol : IWireProtocol
{
    private readonly ConditionalWeakTable<JsonSerializerOptions, WireSpecification> _compiled = [];
    private readonly LibMediumOptions _options;

    /// <summary>Makes the protocol of one specification.</summary>
    /// <param name="specification">What the daemon offers.</param>
    /// <param name="options">What to do differently; null takes the defaults.</param>
    public LibMediumProtocol(LibMediumSpecification specification, LibMediumOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(specification);
        Specification = specification;
        _options = options ?? new LibMediumOptions();
    }

    /// <summary>What the daemon offers.</summary>
    public LibMediumSpecification Specification { get; }

    /// <inheritdoc/>
    public string Name => "libmedium";

    /// <summary>Whether the frame is a hello, or begins a call: a name, and an id of 16 bytes.</summary>
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
