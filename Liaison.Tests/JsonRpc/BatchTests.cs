using System.Text.Json.Nodes;
using Liaison.Messages;
using Liaison.Protocols;
using NUnit.Framework;

namespace Liaison.Tests.JsonRpc;

/// <summary>Requests that come and are answered together (specification, section 6).</summary>
internal sealed class BatchTests
{
    private readonly SpecificationCompanion _companion = new();
    private Endpoint _server = null!;

    [SetUp]
    public void SetUp() => _server = new Endpoint(_companion);

    [TearDown]
    public void TearDown() => _server.Dispose();

    [OneTimeTearDown]
    public async Task DisposeAsync() => await _companion.DisposeAsync();

    [Test]
    public void Nothing_is_sent_before_the_last_request_is_answered_in_whatever_order()
    {
        var requests = Requests("""[{"jsonrpc":"2.0","method":"a","id":1},{"jsonrpc":"2.0","method":"b"},{"jsonrpc":"2.0","method":"c","id":2}]""");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_server.Encode(new Response(requests[2], "c")), Is.Empty);
            Assert.That(_server.Encode(new Response(requests[1], "b")), Is.Empty);
            Assert.That(
                _server.Encode(new Response(requests[0], "a")),
                Is.EqualTo(new[] { """[{"jsonrpc":"2.0","result":"c","id":2},{"jsonrpc":"2.0","result":"a","id":1}]""" }));
        }
    }

    [Test]
    public void Batches_that_overlap_are_answered_each_in_its_own_array()
    {
        var first = Requests("""[{"jsonrpc":"2.0","method":"a","id":1},{"jsonrpc":"2.0","method":"b","id":2}]""");
        var second = Requests("""[{"jsonrpc":"2.0","method":"a","id":3},{"jsonrpc":"2.0","method":"b","id":4}]""");
        var alone = Requests("""{"jsonrpc":"2.0","method":"a","id":5}""");

        string[] sent = [.. new[] { first[0], second[0], alone[0], second[1], first[1] }.SelectMany(request => _server.Encode(new Response(request, null)))];

        Assert.That(sent, Is.EqualTo(new[]
        {
            """{"jsonrpc":"2.0","result":null,"id":5}""",
            """[{"jsonrpc":"2.0","result":null,"id":3},{"jsonrpc":"2.0","result":null,"id":4}]""",
            """[{"jsonrpc":"2.0","result":null,"id":1},{"jsonrpc":"2.0","result":null,"id":2}]""",
        }));
    }

    [Test]
    public void Progress_and_items_of_a_batch_do_not_wait_for_its_answer()
    {
        var requests = Requests("""
            [{"jsonrpc":"2.0","method":"a","params":{"workDoneToken":"w","partialResultToken":7},"id":1},{"jsonrpc":"2.0","method":"b","id":2}]
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_server.Encode(new Response(requests[1], null)), Is.Empty);
            Assert.That(_server.Encode(new Progress(requests[0], 50)), Is.EqualTo(new[] { """{"jsonrpc":"2.0","method":"$/progress","params":{"token":"w","value":50}}""" }));
            Assert.That(_server.Encode(new Item(requests[0], "x")), Is.EqualTo(new[] { """{"jsonrpc":"2.0","method":"$/progress","params":{"token":7,"value":"x"}}""" }));
            Assert.That(_server.Encode(new Response(requests[0], null)), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public async Task An_array_in_a_batch_is_an_invalid_request()
    {
        var sent = await _server.ReceiveAsync("""[[{"jsonrpc":"2.0","method":"sum","id":1}],[],{"jsonrpc":"2.0","method":"sum","id":2}]""");
        var answers = JsonNode.Parse(sent.Single())!.AsArray();

        Assert.That(answers.Select(answer => (int?)answer!["error"]?["code"]), Is.EqualTo(new int?[] { -32600, -32600, null }));
    }

    [Test]
    public async Task An_invalid_request_of_a_batch_is_answered_with_its_id_where_it_has_one()
    {
        var sent = await _server.ReceiveAsync("""[{"jsonrpc":"2.0","method":5,"id":"x"},{"jsonrpc":"2.0","method":"\ud800","id":"y"},{"jsonrpc":"2.0","method":5}]""");

        Assert.That(JsonNode.Parse(sent.Single())!.AsArray().Select(answer => (string?)answer!["id"]), Is.EqualTo(new[] { "x", "y", null }));
    }

    [Test]
    public void Notifications_of_the_protocol_work_in_a_batch_and_are_not_answered()
    {
        var messages = _server.Decode("""
            [{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":1}},{"jsonrpc":"2.0","method":"$/unknown"},{"jsonrpc":"2.0","method":"sum","id":2}]
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(messages.Select(message => message.GetType()), Is.EqualTo(new[] { typeof(Cancel), typeof(Request) }));
            Assert.That(_server.Encode(new Response((Request)messages[1], 0)), Has.Length.EqualTo(1));
        }
    }

    [Test]
    public void Answers_and_requests_may_come_in_one_array()
    {
        var messages = _server.Decode("""[{"jsonrpc":"2.0","result":1,"id":1},{"jsonrpc":"2.0","method":"sum","id":1},{"jsonrpc":"2.0","error":{"code":-32000,"message":"no"},"id":2}]""");

        Assert.That(messages.Select(message => message.GetType()), Is.EqualTo(new[] { typeof(Response), typeof(Request), typeof(Fault) }));
    }

    [Test]
    public async Task A_batch_may_hold_as_many_requests_as_the_limit_says_and_one_more_is_one_error()
    {
        using var server = new Endpoint(_companion, new JsonRpcOptions { MaxBatchRequests = 3 });
        var most = JsonNode.Parse((await server.ReceiveAsync(Sums(3))).Single())!;
        var more = JsonNode.Parse((await server.ReceiveAsync(Sums(4))).Single())!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(most.AsArray(), Has.Count.EqualTo(3));
            Assert.That((string?)more["error"]!["data"]!["code"], Is.EqualTo("too_large"));
            Assert.That((string?)more["error"]!["message"], Does.Contain("MaxBatchRequests"));
            Assert.That(more["id"], Is.Null);
        }
    }

    [Test]
    public void A_batch_holds_1000_requests_unless_the_options_say_otherwise()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_server.Decode(Sums(1_000)), Has.Count.EqualTo(1_000));
            Assert.That(_server.Decode(Sums(1_001)), Has.Count.EqualTo(1));
        }
    }

    [Test]
    public void Answers_are_not_counted_and_come_through_beside_too_many_requests()
    {
        using var server = new Endpoint(_companion, new JsonRpcOptions { MaxBatchRequests = 1 });
        var answers = string.Join(',', Enumerable.Range(1, 5).Select(id => $$"""{"jsonrpc":"2.0","result":0,"id":{{id}}}"""));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(server.Decode($"[{answers}]"), Has.Count.EqualTo(5).And.All.InstanceOf<Response>());
            Assert.That(server.Decode($"[{answers},1,2]").OfType<Response>().Count(), Is.EqualTo(5));
            Assert.That(server.Decode($"[{answers},1,2]").OfType<Request>().Count(), Is.EqualTo(1));
        }
    }

    [Test]
    public async Task An_answer_that_is_too_large_to_be_held_beside_others_is_replaced_by_an_error()
    {
        using var server = new Endpoint(_companion, new JsonRpcOptions { MaxBatchReplyBytes = 1_000 });
        var sent = await server.ReceiveAsync($"[{Repeat(1, 100)},{Repeat(2, 900)},{Repeat(3, 100)}]");
        var answers = JsonNode.Parse(sent.Single())!.AsArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answers.Select(answer => (int)answer!["id"]!), Is.EqualTo(new[] { 1, 2, 3 }));
            Assert.That(answers.Select(answer => (string?)answer!["error"]?["data"]?["code"]), Is.EqualTo(new[] { null, "too_large", null }));
            Assert.That((string?)answers[1]!["error"]!["message"], Does.Contain("MaxBatchReplyBytes"));
        }
    }

    [Test]
    public async Task What_was_held_for_a_batch_is_free_again_once_it_is_sent()
    {
        using var server = new Endpoint(_companion, new JsonRpcOptions { MaxBatchReplyBytes = 1_000 });
        for (var i = 0; i < 10; i++)
        {
            Assert.That((await server.ReceiveAsync($"[{Repeat(1, 300)},{Repeat(2, 300)}]")).Single(), Does.Not.Contain("error"));
        }
    }

    [Test]
    public async Task One_answer_of_any_size_can_be_held()
    {
        using var server = new Endpoint(_companion, new JsonRpcOptions { MaxBatchReplyBytes = 1 });

        Assert.That((await server.ReceiveAsync($"[{Repeat(1, 5_000)}]")).Single(), Does.Not.Contain("error"));
    }

    [Test]
    public void A_limit_below_1_is_refused()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => new JsonRpcProtocol(new JsonRpcOptions { MaxBatchRequests = 0 }), Throws.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(() => new JsonRpcProtocol(new JsonRpcOptions { MaxBatchReplyBytes = 0 }), Throws.TypeOf<ArgumentOutOfRangeException>());
        }
    }

    private static string Sums(int count) => $"[{string.Join(',', Enumerable.Range(1, count).Select(id => $$"""{"jsonrpc":"2.0","method":"sum","id":{{id}}}"""))}]";

    private static string Repeat(int id, int count) => $$"""{"jsonrpc":"2.0","method":"repeat","params":[{{count}}],"id":{{id}}}""";

    private Request[] Requests(string text) => [.. _server.Decode(text).Cast<Request>()];
}
