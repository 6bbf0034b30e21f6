using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Hosting;
using NUnit.Framework;

namespace Liaison.Tests.BadInput;

/// <summary>Messages with null in the place of a target, a name or a topic.</summary>
[CancelAfter(60_000)]
internal sealed class NullArgumentTests
{
    [TestCase("get", "null", "The target is null.")]
    [TestCase("set", "null, 1", "The target is null.")]
    [TestCase("run", "null", "The target is null.")]
    [TestCase("members", "null", "The target is null.")]
    [TestCase("register", "\"a\", null", "The target is null.")]
    [TestCase("init", "\"a\", null", "The target is null.")]
    [TestCase("init", "null, \"System.Object\"", "The name is null.")]
    [TestCase("store", "null, 1", "The name is null.")]
    [TestCase("delete", "null", "The name is null.")]
    [TestCase("subscribe", "null", "The topic is null.")]
    [TestCase("unsubscribe", "null", "The topic is null.")]
    [TestCase("publish", "null, 1", "The topic is null.")]
    [TestCase("contract", "null, \"\", {}", "is null.")]
    [TestCase("contract", "\"shop\", \"\", null", "is null.")]
    [TestCase("contract", "\"shop\", \"\", {\"add\": null}", "is null.")]
    public async Task Null_is_a_bad_argument(string command, string arguments, string problem, CancellationToken token)
    {
        await using var served = await ServedCompanion.StartAsync(new Companion());
        await using var peer = await served.ConnectAsync(token);

        var reply = await peer.AskAsync($$$"""{"command":{"command":"{{{command}}}","args":[{{{arguments}}}]},"id":1}""", token);

        Assert.That((reply.Code, reply.Message), Is.EqualTo((ErrorCode.BadArguments, reply.Message)));
        Assert.That(reply.Message, Does.Contain(problem));
    }
}
