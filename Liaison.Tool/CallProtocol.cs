using Liaison.Protocols;

namespace Liaison.Tool;

/// <summary>The protocols that <c>liaison call</c> can speak.</summary>
internal static class CallProtocol
{
    public const string Default = "liaison";

    private static readonly Dictionary<string, IWireProtocol> ByName = new(StringComparer.Ordinal)
    {
        [Default] = LiaisonProtocol.Instance,
        ["json-rpc"] = JsonRpcProtocol.Instance,
        ["wslink"] = WslinkProtocol.Instance,
        ["wslink-1"] = new WslinkProtocol(new WslinkOptions { Version = WslinkVersion.One }),
    };

    /// <summary>The names for the command line.</summary>
    public static IReadOnlyCollection<string> Names => [.. ByName.Keys, SpecificationFile.Protocol];

    /// <summary>Returns the protocol with that name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="specification">The file of <c>--specification</c>, or null.</param>
    /// <exception cref="ToolException">The protocol needs a specification, or the specification has a problem.</exception>
    public static IWireProtocol Of(string name, string? specification) =>
        ByName.TryGetValue(name, out var protocol) ? protocol : SpecificationFile.Read(specification);
}
