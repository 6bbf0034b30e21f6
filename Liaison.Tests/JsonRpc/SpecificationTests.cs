using System.Text.Json.Nodes;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.JsonRpc;

/// <summary>
/// Every example of the specification (https://www.jsonrpc.org/specification, section 7), compared after normalising white space. Of
/// errors the member <c>data</c>, which the specification leaves to the server, is left out of the comparison.
/// </summary>
internal sealed class SpecificationTests
{
    private SpecificationCompanion _companion = null!;
    private Endpoint _server = null!;

    private static IEnumerable<TestCaseData> Examples =>
    [
        Example("positional parameters 1", """{"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1}""", """{"jsonrpc": "2.0", "result": 19, "id": 1}"""),
        Example("positional parameters 2", """{"jsonrpc": "2.0", "method": "subtract", "params": [23, 42], "id": 2}""", """{"jsonrpc": "2.0", "result": -19, "id": 2}"""),
        Example("named parameters 1", """{"jsonrpc": "2.0", "method": "subtract", "params": {"subtrahend": 23, "minuend": 42}, "id": 3}""", """{"jsonrpc": "2.0", "result": 19, "id": 3}"""),
        Example("named parameters 2", """{"jsonrpc": "2.0", "method": "subtract", "params": {"minuend": 42, "subtrahend": 23}, "id": 4}""", """{"jsonrpc": "2.0", "result": 19, "id": 4}"""),
        Example("notification 1", """{"jsonrpc": "2.0", "method": "update", "params": [1,2,3,4,5]}"""),
        Example("notification 2", """{"jsonrpc": "2.0", "method": "foobar"}"""),
        Example("non-existent method", """{"jsonrpc": "2.0", "method": "foobar", "id": "1"}""", """{"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": "1"}"""),
        Example("invalid JSON", """{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]""", """{"jsonrpc": "2.0", "error": {"code": -32700, "message": "Parse error"}, "id": null}"""),
        Example("invalid request object", """{"jsonrpc": "2.0", "method": 1, "params": "bar"}""", """{"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}"""),
        Example(
            "batch of invalid JSON",
            """
            [
              {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
              {"jsonrpc": "2.0", "method"
            ]
            """,
            """{"jsonrpc": "2.0", "error": {"code": -32700, "message": "Parse error"}, "id": null}"""),
        Example("empty array", "[]", """{"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}"""),
        Example("invalid batch, not empty", "[1]", """[{"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}]"""),
        Example(
            "invalid batch",
            "[1,2,3]",
            """
            [
              {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
              {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
              {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null}
            ]
            """),
        Example(
            "batch",
            """
            [
              {"jsonrpc": "2.0", "method": "sum", "params": [1,2,4], "id": "1"},
              {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]},
              {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
              {"foo": "boo"},
              {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
              {"jsonrpc": "2.0", "method": "get_data", "id": "9"}
            ]
            """,
            """
            [
              {"jsonrpc": "2.0", "result": 7, "id": "1"},
              {"jsonrpc": "2.0", "result": 19, "id": "2"},
              {"jsonrpc": "2.0", "error": {"code": -32600, "message": "Invalid Request"}, "id": null},
              {"jsonrpc": "2.0", "error": {"code": -32601, "message": "Method not found"}, "id": "5"},
              {"jsonrpc": "2.0", "result": ["hello", 5], "id": "9"}
            ]
            """),
        Example(
            "batch of notifications",
            """
            [
              {"jsonrpc": "2.0", "method": "notify_sum", "params": [1,2,4]},
              {"jsonrpc": "2.0", "method": "notify_hello", "params": [7]}
            ]
            """),
    ];

    [SetUp]
    public void SetUp()
    {
        _companion = new SpecificationCompanion();
        _server = new Endpoint(_companion);
    }

    [TearDown]
    public async Task TearDownAsync()
    {
        _server.Dispose();
        await _companion.DisposeAsync();
    }

    [TestCaseSource(nameof(Examples))]
    public async Task An_example_is_answered_as_the_specification_says(string request, string? reply)
    {
        var sent = await _server.ReceiveAsync(request);

        Assert.That(sent.Select(WithoutData), Is.EqualTo(reply is null ? [] : new[] { Endpoint.Normalise(reply) }));
    }

    [Test]
    public async Task The_notifications_of_the_examples_are_run()
    {
        foreach (var example in Examples)
        {
            await _server.ReceiveAsync((string)example.Arguments[0]!);
        }

        Assert.That(_companion.Notified, Is.EqualTo(new[] { "update 1,2,3,4,5", "notify_hello 7", "notify_sum 1,2,4", "notify_hello 7" }));
    }

    [TestCaseSource(nameof(Examples))]
    public void An_example_is_sent_as_the_specification_writes_it(string request, string? reply)
    {
        _ = reply;
        var requests = _server.Decode(request).OfType<Request>().ToList();
        if (requests.Exists(one => one.Problem is not null))
        {
            // No client of ours sends what is not a request.
            Assert.Pass();
        }

        Envelope message = request.StartsWith('[') ? new Batch(requests) : requests.Single();

        Assert.That(_server.Encode(message), Is.EqualTo(new[] { Endpoint.Normalise(request) }));
    }

    [TestCaseSource(nameof(Examples))]
    public void An_answer_of_the_examples_is_read(string request, string? reply)
    {
        _ = request;
        var json = reply is null ? new JsonArray() : JsonNode.Parse(reply)!;
        var expected = json is JsonArray answers ? answers.ToArray() : [json];
        var read = reply is null ? [] : _server.Decode(reply);

        Assert.That(read.Select(Told), Is.EqualTo(expected.Select(answer => Told(answer!))));
    }

    private static string Told(JsonNode answer) => answer["error"] is { } error
        ? $"{answer["id"]?.ToJsonString() ?? "null"}: {((int)error["code"]! == -32601 ? ErrorCode.UnknownCommand : ErrorCode.BadMessage)} {error["message"]}"
        : $"{answer["id"]!.ToJsonString()}: {answer["result"]!.ToJsonString()}";

    private static string Told(Envelope answer) => answer switch
    {
        Response response => $"{response.Request.Id}: {Endpoint.Normalise(response.Value!.ToString()!)}",
        Fault fault => $"{fault.Request.Id}: {fault.Error.Code} {fault.Error.Message}",
        _ => throw new ArgumentException($"{answer} is no answer.", nameof(answer)),
    };

    private static TestCaseData Example(string name, string request, string? reply = null) =>
        new TestCaseData(request, reply).SetArgDisplayNames(name);

    private static string WithoutData(string reply)
    {
        var json = JsonNode.Parse(reply)!;
        foreach (var answer in json is JsonArray answers ? answers.ToArray() : [json])
        {
            (answer!["error"] as JsonObject)?.Remove("data");
        }

        return json.ToJsonString();
    }
}
