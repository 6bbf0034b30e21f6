using System.Reflection;
using System.Text.Json;

namespace Liaison.Tests.LibMedium;

/// <summary>What was recorded between LibMedium's generated client and daemon: one case for each note, in the order of the recording.</summary>
/// <param name="Note">What the case is about.</param>
/// <param name="FromClient">The framed messages that the client sent.</param>
/// <param name="FromHost">The framed messages that the daemon sent.</param>
/// <param name="Api">What the client's API was given and gave; undefined where it was not used.</param>
internal sealed record Recording(string Note, IReadOnlyList<byte[]> FromClient, IReadOnlyList<byte[]> FromHost, JsonElement Api)
{
    private const int FirstByte = sizeof(long) + 1;

    public static IReadOnlyList<Recording> All { get; } =
        [.. Lines().GroupBy(line => line.GetProperty("note").GetString()!).Where(lines => lines.Key != "tick handler").Select(Of)];

    /// <summary>Whether it was sent with bytes put together by hand, over a connection of its own.</summary>
    public bool IsRaw => Note.StartsWith("raw:", StringComparison.Ordinal);

    public bool IsOfStudents => Note.StartsWith("student:", StringComparison.Ordinal);

    /// <summary>The client's call, if there is one.</summary>
    public byte[]? Call => FromClient.FirstOrDefault(message => message[sizeof(long)] == 0x05);

    /// <summary>The method of the client's call.</summary>
    public string Method => System.Text.Encoding.UTF8.GetString(Element(Call!, 0));

    /// <summary>Where in a call its id stands.</summary>
    public static Range IdOfCall(byte[] call) => (FirstByte + (2 * sizeof(uint)) + Element(call, 0).Length) is var start ? start..(start + 16) : default;

    /// <summary>The message with the call's id instead of its own; as it is where it answers no call.</summary>
    public static byte[] WithId(byte[] message, ReadOnlySpan<byte> id)
    {
        var changed = message.ToArray();
        if (message[sizeof(long)] is 0x06 or 0x15)
        {
            id.CopyTo(changed.AsSpan(FirstByte));
        }

        return changed;
    }

    public override string ToString() => Note;

    private static ReadOnlySpan<byte> Element(byte[] call, int index)
    {
        var at = FirstByte;
        while (true)
        {
            var length = (int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(call.AsSpan(at));
            if (index-- == 0)
            {
                return call.AsSpan(at + sizeof(uint), length);
            }

            at += sizeof(uint) + length;
        }
    }

    private static Recording Of(IGrouping<string, JsonElement> lines) => new(
        lines.Key,
        [.. Messages(lines, "c2s")],
        [.. Messages(lines, "s2c")],
        lines.FirstOrDefault(line => line.GetProperty("dir").GetString() == "api"));

    private static IEnumerable<byte[]> Messages(IEnumerable<JsonElement> lines, string direction) =>
        lines.Where(line => line.GetProperty("dir").GetString() == direction).Select(line => Convert.FromHexString(line.GetProperty("hex").GetString()!));

    private static IEnumerable<JsonElement> Lines()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("libmedium.jsonl")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return JsonElement.Parse(line);
        }
    }
}
