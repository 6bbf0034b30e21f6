using System.Text;
using Liaison.Messages;
using Liaison.Protocols;
using NUnit.Framework;

namespace Liaison.Tests.JsonRpc;

/// <summary>Which first frames open a connection that speaks JSON-RPC.</summary>
internal sealed class RecognitionTests
{
    [TestCase("""{"jsonrpc":"2.0","method":"m"}""", true)]
    [TestCase("""  {"method":"m","params":[{"a":[1]}],"jsonrpc":"2.0","id":1}""", true)]
    [TestCase("""{"jsonrpc":"2.0","method":""", true)]
    [TestCase("""[{"jsonrpc":"2.0","method":"m"}]""", true)]
    [TestCase("""[1,[{}],{"a":1},{"jsonrpc":"2.0"}]""", true)]
    [TestCase("""{"command":{"command":"ping","args":[{"jsonrpc":"2.0"}]},"id":"jsonrpc"}""", false)]
    [TestCase("""[[{"jsonrpc":"2.0"}]]""", false)]
    [TestCase("""{"wslink":"1.0","id":"rpc:c0:1","method":"m"}""", false)]
    [TestCase("\"jsonrpc\"", false)]
    [TestCase("[]", false)]
    [TestCase("{}", false)]
    [TestCase("{", false)]
    [TestCase("{\"a", false)]
    [TestCase("jsonrpc", false)]
    [TestCase("", false)]
    public void A_first_frame_tells(string text, bool isRecognized) =>
        Assert.That(JsonRpcProtocol.Instance.Recognizes(new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(text))), Is.EqualTo(isRecognized));

    [Test]
    public void A_frame_nested_very_deeply_is_looked_through()
    {
        var text = $"{{\"params\":{new string('[', 1_000_000)}";

        Assert.That(JsonRpcProtocol.Instance.Recognizes(new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(text))), Is.False);
    }

    [Test]
    public void The_name_is_json_rpc() => Assert.That(JsonRpcProtocol.Instance.Name, Is.EqualTo("json-rpc"));
}
