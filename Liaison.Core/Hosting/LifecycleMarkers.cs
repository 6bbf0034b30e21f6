using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Liaison.Hosting;

/// <summary>
/// What a back-end process tells the front end that started it, on a stream that the front end reads (WIRE, section 2, Lifecycle of a
/// back-end process). Whoever writes these decides where to; front ends compare a whole chunk, so write each in one write, and flush.
/// </summary>
public static class LifecycleMarkers
{
    /// <summary>Stands before the address once peers can connect.</summary>
    public const string Start = "LIAISON:CONNECTED";

    /// <summary>Stands before the address once nobody can connect any more.</summary>
    public const string Stop = "LIAISON:DISCONNECTED";

    /// <summary>The markers as one JSON object, for front ends that ask instead of hardcoding them. To the byte what liaison-py prints.</summary>
    public const string Constants = "{\"START_MARKER\": \"" + Start + "\", \"STOP_MARKER\": \"" + Stop + "\"}";

    /// <summary>What to write when peers can connect at the address. It ends without a newline.</summary>
    /// <param name="address">The address as it was asked for, port 0 replaced by the real one: a transport's, once it is bound.</param>
    public static string Started(string address) => $"{Start}@{address}";

    /// <summary>What to write when nobody can connect at the address any more. It ends without a newline.</summary>
    /// <param name="address">The address of <see cref="Started"/>.</param>
    public static string Stopped(string address) => $"{Stop}@{address}";

    /// <summary>One line of JSON, without its newline, that says the same as <see cref="Started"/> and more. It tells secrets: it is for the front end alone.</summary>
    /// <param name="transport">The transport's name, e.g. <c>websocket</c>.</param>
    /// <param name="address">Where to connect, with the scheme: <c>ws://localhost:8003</c>.</param>
    /// <param name="token">What peers have to present; null where they need not.</param>
    /// <param name="link">Where a browser finds the host's page, with the secret that lets it in one time; left out where null.</param>
    public static string ReadyLine(string transport, string address, string? token, string? link = null)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("liaison"u8, "ready"u8);
            json.WriteString("transport"u8, transport);
            json.WriteString("address"u8, address);
            json.WriteString("token"u8, token);
            if (link is not null)
            {
                json.WriteString("link"u8, link);
            }

            json.WriteNumber("pid"u8, Environment.ProcessId);
            json.WriteString("version"u8, Version);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.GetBuffer().AsSpan(0, (int)line.Length));
    }

    // Without the commit, which the build puts behind a plus sign.
    private static string Version =>
        typeof(LifecycleMarkers).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
