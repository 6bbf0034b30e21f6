using System.Text;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Tests.Transports;

/// <summary>Frames as tests write and read them.</summary>
internal static class Frames
{
    public static Frame Text(string message) => new(FrameKind.Text, Encoding.UTF8.GetBytes(message));

    public static Frame[] Texts(params string[] messages) => [.. messages.Select(Text)];

    public static string TextOf(Frame? frame) => frame is { } f ? Encoding.UTF8.GetString(f.Bytes.Span) : "(end)";

    /// <summary>The message as <see cref="ReadAllAsync"/> gives it: what that framing carries is always binary.</summary>
    public static string Read(string message, StreamFraming framing) => framing == StreamFraming.Length64 ? "(binary) " + message : message;

    /// <summary>Everything that the connection gives until its end, truncated frames marked.</summary>
    public static async Task<List<string>> ReadAllAsync(ICommandConnection connection, CancellationToken cancellationToken)
    {
        var all = new List<string>();
        while (await connection.ReceiveAsync(cancellationToken) is { } frame)
        {
            all.Add((frame.Kind == FrameKind.Binary ? "(binary) " : "") + (frame.Truncated ? "(truncated) " : "") + TextOf(frame));
        }

        return all;
    }
}
