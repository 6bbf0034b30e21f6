using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Wslink;

/// <summary>
/// Makes the calls that wslink's client once made, with ours, against a server that answers what wslink's server did: what is sent is what was
/// recorded, and what comes of each call is what wslink's client gave.
/// </summary>
[TestFixture(1)]
[TestFixture(2)]
[CancelAfter(60_000)]
internal sealed class ClientReplayTests(int version)
{
    private static readonly Dictionary<string, CommandCall[]> Calls = new()
    {
        ["rpc call bench.sqrt"] = [new("bench.sqrt") { Arguments = [2] }],
        ["rpc call kwargs"] =
        [
            new("bench.kw")
            {
                Arguments = [1, "two", null, new[] { 3 }, new Dictionary<string, object?> { ["a"] = 1 }],
                Keywords = new Dictionary<string, object?> { ["x"] = 1, ["y"] = "z" },
            },
        ],
        ["rpc call 2.5"] = [new("bench.sqrt") { Arguments = [6.25] }],
        ["rpc returns none"] = [new("bench.none")],
        ["rpc returns special floats / big ints"] = [new("bench.special")],
        ["rpc error: unknown method"] = [new("no.such.method")],
        ["rpc error: result not serialisable"] = [new("bench.unserialisable")],
        ["publish"] = [new("bench.pub") { Arguments = ["my.topic", new Dictionary<string, object?> { ["n"] = 1, ["s"] = "x" }] }],
        ["server->client binary in object"] = [new("bench.getbin")],
        ["server->client two binaries"] = [new("bench.getbin2")],
        ["publish with binary"] = [new("bench.pubbin") { Arguments = ["my.topic"] }],
        ["client->server binary"] = [new("bench.putbin") { Arguments = [new byte[] { 1, 2, 3, 255 }] }],
        ["async call"] = [new("bench.async") { Arguments = [0.05] }],
        ["two overlapping async calls (reply order)"] = [new("bench.async") { Arguments = [0.2] }, new("bench.async") { Arguments = [0.01] }],
    };

    [Test]
    public async Task The_client_sends_and_gives_what_wslinks_client_did(CancellationToken token)
    {
        var exchanges = RecordedExchange.Load(version).ToDictionary(exchange => exchange.Note);
        await using var transport = new InMemoryTransport();
        await transport.BindAsync(token);
        var protocol = new WslinkProtocol(new WslinkOptions { Version = (WslinkVersion)version });
        await using var client = await LiaisonClient.ConnectAsync(
            new InMemoryConnector(transport), new ClientOptions { Protocol = protocol, Token = WslinkHost.Secret }, token);
        await using var server = (await transport.AcceptAsync(token))!;

        var hello = exchanges["hello"];
        Assert.That(WireText.Of(await WslinkHost.NextAsync(server, token)), Is.EqualTo(WireText.Of(hello.ToServer[0])));
        await server.SendAsync(hello.ToClient.ToArray(), token);

        var events = client.SubscribeAsync<RawJson>("my.topic", cancellationToken: token).GetAsyncEnumerator(token);
        var next = events.MoveNextAsync().AsTask();
        await RefuseToSubscribeAsync(server, exchanges["rpc error: unknown method"], token);
        foreach (var (note, calls) in Calls.Where(each => exchanges.ContainsKey(each.Key)))
        {
            await PlayAsync(client, server, exchanges[note], calls, token);
            if (note.StartsWith("publish", StringComparison.Ordinal))
            {
                Assert.That(await next, Is.True);
                Assert.That(events.Current.Topic, Is.EqualTo("my.topic"));
                var expected = note == "publish" ? """{"n":1,"s":"x"}""" : """{"img":{"$attachment":0}}""";
                Assert.That(JsonNode.DeepEquals(JsonNode.Parse(events.Current.Value!.ToString()), JsonNode.Parse(expected)), expected);
                Assert.That(note == "publish" || events.Current.Value.Attachments[0].Span.SequenceEqual(new byte[] { 0x89, 0x50, 0x4e, 0x47 }));
                next = events.MoveNextAsync().AsTask();
            }
        }

        await client.DisposeAsync();
        await Assert.ThrowsAsync<LiaisonException>(() => next);
        await events.DisposeAsync();
    }

    private async Task PlayAsync(LiaisonClient client, ICommandConnection server, RecordedExchange exchange, CommandCall[] calls, CancellationToken token)
    {
        var answers = calls.Select(call => client.InvokeAsync<RawJson>(call, token)).ToList();
        var ids = new List<string>();
        foreach (var recorded in exchange.ToServer)
        {
            var sent = await WslinkHost.NextAsync(server, token);
            var id = WireText.CallIdOf(sent);
            Assert.That(WireText.Of(sent), Is.EqualTo(WireText.Of(id is null ? recorded : WireText.WithCallId(recorded, id))), exchange.Note);
            ids.AddRange(id is null ? [] : [id]);
        }

        var answered = 0;
        foreach (var recorded in exchange.ToClient)
        {
            var isAnswer = WireText.CallIdOf(recorded) is not null;
            await server.SendAsync(new[] { isAnswer ? WireText.WithCallId(recorded, ids[answered++]) : recorded }, token);
        }

        for (var i = 0; i < calls.Length; i++)
        {
            await AssertResultAsync(exchange, i, answers[i]);
        }
    }

    // wslink's servers have no such method: they send every event to everybody.
    private static async Task RefuseToSubscribeAsync(ICommandConnection server, RecordedExchange refusal, CancellationToken token)
    {
        var sent = await WslinkHost.NextAsync(server, token);
        var answer = WireText.WithCallId(refusal.ToClient[0], WireText.CallIdOf(sent)!);
        if (answer.Kind == FrameKind.Text)
        {
            answer = answer with { Bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(answer.Bytes.Span).Replace("no.such.method", "subscribe", StringComparison.Ordinal)) };
        }
        else
        {
            var text = Encoding.Latin1.GetString(answer.Bytes.Span).Replace("\u00aeno.such.method", "\u00a9subscribe", StringComparison.Ordinal);
            var bytes = Encoding.Latin1.GetBytes(text);
            System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), bytes.Length - 12);
            answer = answer with { Bytes = bytes };
        }

        await server.SendAsync(new[] { answer }, token);
    }

    private async Task AssertResultAsync(RecordedExchange exchange, int index, Task<RawJson?> answer)
    {
        var recorded = exchange.Results[Math.Min(index, exchange.Results.Count - 1)];
        if (recorded.ValueKind == JsonValueKind.Object && recorded.TryGetProperty("rejected", out var rejected))
        {
            var failure = await Assert.ThrowsAsync<LiaisonException>(() => answer);
            Assert.That(failure!.Code, Is.EqualTo(rejected.GetProperty("code").GetInt32() == -32_601 ? ErrorCode.UnknownCommand : ErrorCode.Failed), exchange.Note);
            Assert.That(failure.Message, Does.Contain(rejected.GetProperty("message").GetString()!));
            return;
        }

        var value = Shown((await answer)!);
        var expected = recorded.ValueKind == JsonValueKind.Object && recorded.TryGetProperty("resolved", out var resolved)
            ? resolved.GetRawText().Replace("number:", "", StringComparison.Ordinal).Replace("9223372036854776000", "9223372036854775808", StringComparison.Ordinal)
            : value;
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(value), JsonNode.Parse(expected)), $"{exchange.Note}: {value} and not {expected}");
    }

    // Bytes as the recording shows them.
    private string Shown(RawJson value)
    {
        var text = value.ToString();
        for (var i = 0; i < value.Attachments.Count; i++)
        {
            var bytes = value.Attachments[i];
            var blob = $"\"[Blob size={bytes.Length} type=\\\"\\\"]\"";
            var array = $"\"[Uint8Array {Convert.ToHexStringLower(bytes.Span)}]\"";
            text = text.Replace($"{{\"$attachment\":{i}}}", version == 1 ? blob : array, StringComparison.Ordinal);
        }

        return text;
    }
}
