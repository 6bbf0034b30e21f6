using System.Numerics;
using System.Text;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Wslink;

/// <summary>What becomes of values that MessagePack and JSON do not have in common: the table in docs/protocols/wslink.md.</summary>
internal sealed class ValueTests
{
    [TestCase("c0", "null")]
    [TestCase("c2", "false")]
    [TestCase("7f", "127")]
    [TestCase("ff", "-1")]
    [TestCase("cf0020000000000001", "9007199254740993")]
    [TestCase("cfffffffffffffffff", "18446744073709551615")]
    [TestCase("d38000000000000000", "-9223372036854775808")]
    [TestCase("cb3fb999999999999a", "0.1")]
    [TestCase("ca3f000000", "0.5")]
    [TestCase("cb7ff8000000000000", "\"NaN\"")]
    [TestCase("cbfff0000000000000", "\"-Infinity\"")]
    [TestCase("a3e282ac", "\"€\"")]
    [TestCase("d6ff00000000", "\"1970-01-01T00:00:00Z\"")]
    [TestCase("81a16101", "{\"a\":1}")]
    [TestCase("81cd012c01", "{\"300\":1}")]
    [TestCase("81c301", "{\"true\":1}")]
    [TestCase("81c001", "{\"null\":1}")]
    [TestCase("81cb3ff800000000000001", "{\"1.5\":1}")]
    [TestCase("82a16101a16102", "{\"a\":1,\"a\":2}")]
    public void A_value_of_MessagePack_becomes_JSON(string hex, string json)
    {
        Assert.That(Encoding.UTF8.GetString(Wire.ArgumentOf(hex)!.Value.Json.Span), Is.EqualTo(json));
    }

    [Test]
    public void Bytes_become_an_attachment_and_another_extension_keeps_its_number_and_bytes()
    {
        var bytes = Wire.ArgumentOf("c403010203")!.Value;
        var extension = Wire.ArgumentOf("d605aabbccdd")!.Value;

        Assert.That(Encoding.UTF8.GetString(bytes.Json.Span), Is.EqualTo("{\"$attachment\":0}"));
        Assert.That(bytes.Attachments![0].ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(Encoding.UTF8.GetString(extension.Json.Span), Is.EqualTo("{\"type\":5,\"data\":{\"$attachment\":0}}"));
        Assert.That(extension.Attachments![0].ToArray(), Is.EqualTo(new byte[] { 0xaa, 0xbb, 0xcc, 0xdd }));
    }

    [TestCase("81c4010101", TestName = "a name of bytes")]
    [TestCase("819001", TestName = "a name that is an array")]
    [TestCase("a1ff", TestName = "text that is not UTF-8")]
    [TestCase("c1", TestName = "a code that MessagePack has not")]
    [TestCase("dcffff", TestName = "an array that ends before its items")]
    [TestCase("c6ffffffff", TestName = "bytes that end before their length")]
    [TestCase("dfffffffff", TestName = "a map of four thousand million members")]
    public void What_has_no_form_in_JSON_is_refused(string hex)
    {
        Assert.That(Wire.ArgumentOf(hex), Is.Null);
    }

    [Test]
    public void Half_a_surrogate_pair_beside_an_attachment_does_no_harm()
    {
        var host = Wire.Host();
        var hello = (Hello)Wire.Decode(host, Text("""{"wslink":"1.0","id":"system:c0:0","method":"wslink.hello","args":[{"secret":""}]}""")).Single();
        Wire.Encode(host, new Response(hello.Request, null));

        var request = (Request)Wire.Decode(
            host,
            Text("""{"wslink":"1.0","method":"wslink.binary.attachment","args":["wslink_bin0"]}"""),
            new Frame(FrameKind.Binary, (byte[])[1, 2]),
            Text("""{"wslink":"1.0","id":"rpc:c0:1","method":"run","args":["\ud800 wslink_bin0","wslink_bin0"]}""")).Single();

        Assert.That(request.Problem, Is.Null);
        Assert.That(request.Arguments[1].Attachments![0].ToArray(), Is.EqualTo(new byte[] { 1, 2 }));

        static Frame Text(string json) => new(FrameKind.Text, Encoding.UTF8.GetBytes(json));
    }

    private static IEnumerable<TestCaseData> Written =>
    [
        new(null, "c0"),
        new(-32_000, "d18300"),
        new(long.MinValue, "d38000000000000000"),
        new(ulong.MaxValue, "cfffffffffffffffff"),
        new(9_007_199_254_740_993, "cf0020000000000001"),
        new(0.1, "cb3fb999999999999a"),
        new(1e300, "cb7e37e43c8800759c"),
        new(0.25m, "cb3fd0000000000000"),
        new(2.0, "02"),
        new(double.NaN, "a34e614e"),
        new(BigInteger.Parse("123456789012345678901", System.Globalization.CultureInfo.InvariantCulture), "b5313233343536373839303132333435363738393031"),
        new("é\"\n", "a4c3a9220a"),
        new(new byte[] { 1, 2 }, "c4020102"),
        new(DateTime.UnixEpoch, "b4313937302d30312d30315430303a30303a30305a"),
        new(new Dictionary<int, bool> { [7] = true }, "81a137c3"),
        new(new object[] { 1, Array.Empty<object>(), new Dictionary<string, int>() }, "9301" + "90" + "80"),
        new(new RawJson("{\"n\":1.5,\"m\":[null,{}]}"u8.ToArray()), "82a16ecb3ff8000000000000a16d92c080"),
    ];

    [TestCaseSource(nameof(Written))]
    public void A_result_becomes_MessagePack(object? value, string hex)
    {
        Assert.That(Wire.HexOf(value), Is.EqualTo(hex));
    }
}
