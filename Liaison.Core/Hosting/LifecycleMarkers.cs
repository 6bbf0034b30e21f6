using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Liaison.Hosting;

/// <summary>
/// The messages of a back-end process to the front end that started it (WIRE, section 2, Lifecycle of a back-end process).
/// </summary>
/// <remarks>
/// The application writes them to a stream that the front end reads. Front
/// ends compare whole chunks, so write each message with one write, and flush.
/// </remarks>
public static class LifecycleMarkers
{
    /// <summary>The marker before the address once peers can connect.</summary>
    public const string Start = "LIAISON:CONNECTED";

    /// <summary>The marker before the address once peers can no longer connect.</summary>
    public const string Stop = "LIAISON:DISCONNECTED";

    /// <summary>
    /// Both markers as a JSON object, for front ends that do not hardcode them. The bytes are the same as in liaison-py.
    /// </summary>
    public const string Constants = "{\"START_MARKER\": \"" + Start + "\", \"STOP_MARKER\": \"" + Stop + "\"}";

    /// <summary>The message that peers can connect at the address. It has no newline at the end.</summary>
    /// <param name="address">The requested address of a bound transport, with the real port instead of port 0.</param>
    public static string Started(string address) => $"{Start}@{address}";

    /// <summary>The message that peers can no longer connect at the address. It has no newline at the end.</summary>
    /// <param name="address">The same address as for <see cref="Started"/>.</param>
    public static string Stopped(string address) => $"{Stop}@{address}";

    /// <summary>
    /// One line of JSON, without a newline, with the information of <see cref="Started"/>
    /// and more. It contains secrets: only the front end may read it.
    /// </summary>
    /// <param name="transport">The transport's name, e.g. <c>websocket</c>.</param>
    /// <param name="address">The address to connect to, with its scheme: <c>ws://localhost:8003</c>.</param>
    /// <param name="token">The token that peers must present; null if they need none.</param>
    /// <param name="link">The address of the host's page for a browser, with a secret that works once; null omits it.</param>
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

    // Without the commit, which the build appends after a plus sign.
    private static string Version =>
        typeof(LifecycleMarkers).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
