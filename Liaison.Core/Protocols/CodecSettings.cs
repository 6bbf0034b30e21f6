using System.Text.Json;

namespace Liaison.Protocols;

/// <summary>What every codec is told by whoever serves the connection.</summary>
public sealed record CodecSettings
{
    /// <summary>How results are written.</summary>
    public required JsonSerializerOptions Json { get; init; }

    /// <summary>How deeply a message's arrays and objects may be nested.</summary>
    public int MaxDepth { get; init; } = 64;
}
