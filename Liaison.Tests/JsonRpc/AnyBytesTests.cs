using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Liaison.Messages;
using Liaison.Protocols;
using NUnit.Framework;

namespace Liaison.Tests.JsonRpc;

/// <summary>Whatever comes, nothing is thrown, and what answers it is JSON.</summary>
internal sealed class AnyBytesTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    private static readonly string[] Messages =
    [
        """[{"jsonrpc":"2.0","method":"m","params":{"a":[1,"\u0041"],"workDoneToken":"t"},"id":"x"},{"jsonrpc":"2.0","result":{"b":null},"id":1.5}]""",
        """{"jsonrpc":"2.0","method":"$/progress","params":{"token":"progress:\"host:1\"","value":[true]}}""",
        """{"jsonrpc":"2.0","error":{"code":-32000,"message":"é","data":{"code":"x","stack":["\ud83d\ude00"]}},"id":null}""",
        """{"jsonrpc":"2.0","method":"$/event","params":{"topic":"a","value":1,"dropped":12}}""",
        """{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}}""",
        """{"jsonrpc":"2.0","method":"m","params":[1],"timeout":1e3,"partialResultToken":1,"id":1}""",
    ];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"jsonrpc\":\"2.0\"", "\"id\":", "\"method\":", "\"params\":", "\"result\":", "\"error\":", "\"timeout\":", "\"data\":",
        "\"workDoneToken\":", "\"$/progress\"", "\"$/event\"", "\"\\ud800\"", "1", "-1.5e999", "null", "true", "\"x\"", " ", "é",
    ];

    private Endpoint _end = null!;

    [SetUp]
    public void SetUp() => _end = Endpoint.Idle();

    [TearDown]
    public void TearDown() => _end.Dispose();

    [Test]
    public void Any_bytes_are_read() => Check.One(Often, Prop.ForAll(ArbMap.Default.ArbFor<byte[]>().Filter(bytes => bytes is not null), IsSurvived));

    [Test]
    public void Any_pieces_of_messages_are_read() =>
        Check.One(Often, Prop.ForAll(Gen.Elements(Pieces).ListOf().Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))).ToArbitrary(), IsSurvived));

    [TestCaseSource(nameof(Messages))]
    public void Any_message_with_a_byte_changed_is_read(string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        var changes = Gen.Zip(Gen.Choose(0, bytes.Length - 1), Gen.Choose(0, 255)).ToArbitrary();

        Check.One(Often, Prop.ForAll(changes, change =>
        {
            var changed = bytes.ToArray();
            changed[change.Item1] = (byte)change.Item2;
            return IsSurvived(changed);
        }));
    }

    [TestCaseSource(nameof(Messages))]
    public void Any_beginning_of_a_message_is_read(string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message);
        for (var length = 0; length <= bytes.Length; length++)
        {
            Assert.That(IsSurvived(bytes[..length]), message[..Math.Min(length, message.Length)]);
        }
    }

    private bool IsSurvived(byte[] bytes)
    {
        _ = JsonRpcProtocol.Instance.Recognizes(new Frame(FrameKind.Binary, bytes));
        foreach (var truncated in new[] { false, true })
        {
            foreach (var message in _end.Decode(bytes, truncated))
            {
                var answers = message is Request request
                    ? _end.Encode(request.Problem is { } problem ? new Fault(request, problem) : new Response(request, "done"))
                    : _end.Encode(message);
                foreach (var answer in answers)
                {
                    using var json = JsonDocument.Parse(answer);
                }
            }
        }

        return true;
    }
}
