using Liaison.Protocols;

namespace Liaison.Tool;

/// <summary>What <c>liaison call</c> can speak.</summary>
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

    /// <summary>The names, as the command line has them.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static IWireProtocol Of(string name) => ByName[name];
}
