using System.Globalization;
using System.Text;
using static Liaison.Tests.Rfc6455.WireFrame;

namespace Liaison.Tests.Rfc6455;

/// <summary>What one end may send to the other, by the sections of RFC 6455; the same for both ends but for the mask.</summary>
/// <param name="frames">Writes the frames of the end that sends.</param>
internal sealed class WireCases(WireFrame frames)
{
    private const string Wrong = "closed with 1002";
    private const string NotText = "closed with 1007";
    private const string HelloText = "text 'Hello', " + Outcome.Well;

    private static readonly int[] GoodStatuses = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999];
    private static readonly int[] LaterStatuses = [1012, 1013, 1014];
    private static readonly int[] BadStatuses = [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535];

    public IEnumerable<WireCase> All => [.. Framing, .. Masking, .. Fragments, .. Control, .. Closing, .. Characters];

    private IEnumerable<WireCase> Framing =>
    [
        Good("5.2", "a text in one frame", HelloText, frames.Whole("Hello")),
        Good("5.2", "an empty text", "text '', " + Outcome.Well, frames.Whole("")),
        Good("5.2", "a binary message", "binary 00ff, " + Outcome.Well, frames.Of(Fin | Binary, 0, 0xff)),
        Good("5.2", "a text of 125 bytes", $"text of 125 bytes, {Outcome.Well}", frames.Whole(new string('a', 125))),
        Good("5.2", "a text of 126 bytes", $"text of 126 bytes, {Outcome.Well}", frames.Whole(new string('a', 126))),
        Good("5.2", "a text of 65,535 bytes", $"text of 65535 bytes, {Outcome.Well}", frames.Whole(new string('a', 65_535))),
        Good("5.2", "a text of 65,536 bytes", $"text of 65536 bytes, {Outcome.Well}", frames.Whole(new string('a', 65_536))),
        Bad("5.2", "RSV1 set, as for a compressed message", Wrong, frames.Of(Fin | Rsv1 | Text, "Hello")),
        Bad("5.2", "RSV2 set", Wrong, frames.Of(Fin | Rsv2 | Text, "Hello")),
        Bad("5.2", "RSV3 set", Wrong, frames.Of(Fin | Rsv3 | Text, "Hello")),
        Bad("5.2", "RSV1 set on a continuation", Wrong, [.. frames.Of(Text, "Hel"), .. frames.Of(Fin | Rsv1, "lo")]),
        Bad("5.2", "RSV1 set on a ping", Wrong, frames.Of(Fin | Rsv1 | PingCode, "Hello")),
        .. new[] { 3, 4, 5, 6, 7, 11, 12, 13, 14, 15 }.Select(opcode => Bad("5.2", $"the reserved opcode {opcode}", Wrong, frames.Of(Fin | opcode, "Hello"))),
        Unsaid("5.2", "a short length in three bytes", HelloText, frames.Of(Fin | Text, "Hello"u8.ToArray(), lengthBytes: 3)),
        Unsaid("5.2", "a short length in nine bytes", HelloText, frames.Of(Fin | Text, "Hello"u8.ToArray(), lengthBytes: 9)),
        Unsaid("5.2", "a length whose highest bit is set", Wrong, frames.Declaring(Fin | Text, 9, ulong.MaxValue, "Hello"u8.ToArray())),
        Unsaid("5.2", "a length of 2^63", Wrong, frames.Declaring(Fin | Text, 9, 1UL << 63, "Hello"u8.ToArray())),
    ];

    private IEnumerable<WireCase> Masking =>
    [
        Bad("5.1", "a mask that is missing, or that must not be there", Wrong, frames.Wrong.Whole("Hello")),
        Bad("5.1", "the same on a continuation", Wrong, [.. frames.Of(Text, "Hel"), .. frames.Wrong.Of(Fin | Continuation, "lo")]),
        Bad("5.1", "the same on a ping", Wrong, frames.Wrong.Of(Fin | PingCode, "Hello")),
    ];

    private IEnumerable<WireCase> Fragments =>
    [
        Good("5.4", "a text in three fragments", HelloText, [.. frames.Of(Text, "He"), .. frames.Of(Continuation, "ll"), .. frames.Of(Fin, "o")]),
        Good("5.4", "fragments without a byte between the others", HelloText,
            [.. frames.Of(Text, ""), .. frames.Of(Continuation, "Hello"), .. frames.Of(Continuation, ""), .. frames.Of(Fin, "")]),
        Good("5.4", "10,000 empty fragments, then one byte", "text 'a', " + Outcome.Well,
            [.. frames.Of(Text, ""), .. Enumerable.Repeat(frames.Of(Continuation, ""), 10_000).SelectMany(bytes => bytes), .. frames.Of(Fin, "a")]),
        Good("5.4", "a ping between fragments", "text 'Hello', pong 'x', " + Outcome.Well,
            [.. frames.Of(Text, "Hel"), .. frames.Of(Fin | PingCode, "x"), .. frames.Of(Fin, "lo")]),
        Good("5.4", "a pong between fragments", HelloText, [.. frames.Of(Text, "Hel"), .. frames.Of(Fin | PongCode, "x"), .. frames.Of(Fin, "lo")]),
        Good("5.4", "a close between fragments", Outcome.Well, [.. frames.Of(Text, "Hel"), .. frames.Close(1000)]),
        Bad("5.4", "a continuation of nothing", Wrong, frames.Of(Fin, "Hello")),
        Bad("5.4", "a continuation of a message that has ended", "text 'Hello', " + Wrong, [.. frames.Whole("Hello"), .. frames.Of(Fin, "x")]),
        Bad("5.4", "a text between the fragments of another", Wrong, [.. frames.Of(Text, "Hel"), .. frames.Whole("x"), .. frames.Of(Fin, "lo")]),
        Bad("5.4", "a binary message between the fragments of a text", Wrong, [.. frames.Of(Text, "Hel"), .. frames.Of(Fin | Binary, "x"), .. frames.Of(Fin, "lo")]),
    ];

    private IEnumerable<WireCase> Control =>
    [
        Good("5.5.2", "a ping", "pong 'Hello', " + Outcome.Well, frames.Of(Fin | PingCode, "Hello")),
        Good("5.5.2", "a ping without a byte", "pong '', " + Outcome.Well, frames.Of(Fin | PingCode, "")),
        Good("5.5.2", "a ping of 125 bytes", "pong of 125 bytes, " + Outcome.Well, frames.Of(Fin | PingCode, new string('a', 125))),
        Good("5.5.3", "a pong that nobody asked for", HelloText, [.. frames.Of(Fin | PongCode, "x"), .. frames.Whole("Hello")]),
        Bad("5.5", "a ping of 126 bytes", Wrong, frames.Of(Fin | PingCode, new string('a', 126))),
        Bad("5.5", "a pong of 126 bytes", Wrong, frames.Of(Fin | PongCode, new string('a', 126))),
        Bad("5.5", "a close of 126 bytes", Wrong, frames.Close(1000, new string('a', 124))),
        Bad("5.5", "a fragmented ping", Wrong, [.. frames.Of(PingCode, "Hel"), .. frames.Of(Fin, "lo")]),
        Bad("5.5", "a fragmented pong", Wrong, [.. frames.Of(PongCode, "Hel"), .. frames.Of(Fin, "lo")]),
        Bad("5.5", "a fragmented close", Wrong, [.. frames.Of(CloseCode, 3, 0xe8), .. frames.Of(Fin, "x")]),
    ];

    private IEnumerable<WireCase> Closing =>
    [
        Good("5.5.1", "a close without a status", Outcome.Well, frames.Of(Fin | CloseCode, "")),
        Good("5.5.1", "a close with a reason of 123 bytes", Outcome.Well, frames.Close(1000, new string('a', 123))),
        Good("5.5.1", "a text behind a close", Outcome.Well, [.. frames.Close(1000), .. frames.Whole("late")]),
        Bad("5.5.1", "a close of one byte", Wrong, frames.Of(Fin | CloseCode, 3)),
        Bad("5.5.1", "a close whose reason is not UTF-8", Wrong, frames.Of(Fin | CloseCode, 3, 0xe8, 0xc3, 0x28)),
        .. GoodStatuses.Select(status => Good("7.4", $"a close with the status {Number(status)}", Outcome.Well, frames.Close(status))),
        .. LaterStatuses.Select(status => Unsaid("7.4", $"a close with the status {Number(status)}, which was registered later", Outcome.Well, frames.Close(status))),
        .. BadStatuses.Select(status => Unsaid("7.4", $"a close with the status {Number(status)}", Wrong, frames.Close(status))),
    ];

    private IEnumerable<WireCase> Characters =>
    [
        Good("8.1", "a byte order mark", "text efbbbf61, " + Outcome.Well, frames.Of(Fin | Text, 0xef, 0xbb, 0xbf, (byte)'a')),
        Good("8.1", "U+0000, U+FFFF and U+10FFFF", "text 00efbfbff48fbfbf, " + Outcome.Well, frames.Whole("\0\uffff\U0010ffff")),
        Good("8.1", "bytes that are not UTF-8 in a binary message", "binary c328, " + Outcome.Well, frames.Of(Fin | Binary, 0xc3, 0x28)),
        .. NotCharacters.SelectMany(rubbish => new[]
        {
            Bad("8.1", $"{rubbish.What} in a text", NotText, frames.Of(Fin | Text, rubbish.Bytes)),
            Bad("8.1", $"{rubbish.What} over fragments of one byte", NotText, [.. frames.Of(Text, "a"), .. rubbish.Bytes.SelectMany(b => frames.Of(Continuation, b)), .. frames.Of(Fin, "")]),
        }),
        Bad("8.1", "a character whose end is missing before a ping and the end", "pong 'x', " + NotText,
            [.. frames.Of(Text, 0xe2, 0x82), .. frames.Of(Fin | PingCode, "x"), .. frames.Of(Fin, "")]),
    ];

    private static (string What, byte[] Bytes)[] NotCharacters =>
    [
        ("an overlong slash", [0xc0, 0xaf]),
        ("an overlong NUL", [0xe0, 0x80, 0x80]),
        ("half of a surrogate pair", [0xed, 0xa0, 0x80]),
        ("a number past U+10FFFF", [0xf4, 0x90, 0x80, 0x80]),
        ("a sequence of five bytes", [0xf8, 0x88, 0x80, 0x80, 0x80]),
        ("a byte that continues nothing", [0x80]),
        ("a character whose end is missing", [0xf0, 0x9f, 0x98]),
        ("the byte ff", [0xff]),
    ];

    private static WireCase Good(string section, string sent, string happens, byte[] bytes) => new(section, sent, Demand.Take, happens, bytes);

    private static WireCase Bad(string section, string sent, string happens, byte[] bytes) => new(section, sent, Demand.Fail, happens, bytes);

    private static WireCase Unsaid(string section, string sent, string happens, byte[] bytes) => new(section, sent, Demand.Unsaid, happens, bytes);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
