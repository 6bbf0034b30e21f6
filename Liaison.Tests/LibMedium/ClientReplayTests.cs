using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Liaison.Client;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Tests.Transports;
using NUnit.Framework;

namespace Liaison.Tests.LibMedium;

/// <summary>
/// Has our client make the calls that LibMedium's client once made: what it sends is compared with the recording byte for byte, and what
/// LibMedium's daemon answered is given to it.
/// </summary>
[CancelAfter(60_000)]
internal sealed class ClientReplayTests
{
    private static IEnumerable<TestCaseData> Calls =>
        Recording.All.Where(recorded => recorded is { IsRaw: false, Call: not null } && recorded.Api.GetProperty("args").GetArrayLength() > 0)
            .Select(recorded => new TestCaseData(recorded).SetArgDisplayNames(recorded.Note));

    [TestCaseSource(nameof(Calls))]
    public async Task The_client_sends_what_LibMediums_does_and_understands_the_answer(Recording recorded, CancellationToken token)
    {
        var specification = recorded.IsOfStudents ? Specifications.Student : Specifications.Prims;
        var method = specification.Methods.Single(each => each.Name == recorded.Method);
        await using var daemon = new Daemon();
        await using var client = await Served.ConnectAsync(daemon.Path, new LibMediumProtocol(specification), token);
        using var connection = await daemon.AcceptAsync(token);
        await connection.ReceiveAsync(token);
        object?[] arguments = [.. recorded.Api.GetProperty("args").EnumerateArray().Zip(method.Parameters, (value, parameter) => ToJson(value, parameter.Type))];

        var call = client.InvokeAsync<RawJson>(method.Name, arguments, token);
        var sent = (await connection.ReceiveAsync(token))!;
        var id = sent[Recording.IdOfCall(sent)];
        foreach (var answer in recorded.FromHost)
        {
            await connection.SendAsync(Recording.WithId(answer, id), token);
        }

        var expected = recorded.Call!.ToArray();
        id.CopyTo(expected.AsSpan()[Recording.IdOfCall(expected)]);
        Assert.That(Convert.ToHexStringLower(sent), Is.EqualTo(Convert.ToHexStringLower(expected)));
        await AssertResultAsync(call, recorded.Api.GetProperty("result"), method.Result);
    }

    [Test]
    public async Task The_client_says_hello_as_LibMediums_does_and_reads_its_events(CancellationToken token)
    {
        var (connect, fire) = (Recording.All.Single(each => each.Note == "connect"), Recording.All.Single(each => each.Note.StartsWith("events:", StringComparison.Ordinal)));
        await using var daemon = new Daemon();
        await using var client = await Served.ConnectAsync(daemon.Path, new LibMediumProtocol(Specifications.Prims), token);
        using var connection = await daemon.AcceptAsync(token);

        Assert.That(await connection.ReceiveAsync(token), Is.EqualTo(connect.FromClient[0]));
        await connection.SendAsync(connect.FromHost[0], token);
        var starting = Features.EventLoop<RawJson>.StartAsync(client, "*", token);
        Assert.That(await connection.ReceiveAsync(token), Is.EqualTo(connect.FromClient[0]), "A hello in the place of the subscription.");
        await connection.SendAsync(connect.FromHost[0], token);
        Assert.That(await connection.ReceiveAsync(token), Is.EqualTo(connect.FromClient[0]), "A hello in the place of the ping of the test's own loop.");
        await connection.SendAsync(connect.FromHost[0], token);
        await using var loop = await starting;
        await connection.SendAsync(fire.FromHost[0], token);
        await connection.SendAsync(fire.FromHost[1], token);

        Assert.That((await loop.NextAsync()).Value!.ToString(), Is.EqualTo("""{"n":9,"names":["a","","é"],"inner":{"message":"hi","count":9}}"""));
        Assert.That((await loop.NextAsync()).Topic, Is.EqualTo("empty_event"));
    }

    [Test]
    public async Task A_value_that_LibMediums_client_cannot_send_is_not_sent(CancellationToken token)
    {
        await using var daemon = new Daemon();
        await using var client = await Served.ConnectAsync(daemon.Path, new LibMediumProtocol(Specifications.Prims), token);

        Assert.That(async () => await client.InvokeAsync<RawJson>("echo_int8", [200], token), Throws.TypeOf<NotSupportedException>().With.Message.Contains("int8 cannot hold"));
    }

    private static async Task AssertResultAsync(Task<RawJson?> call, JsonElement result, DeclaredType? type)
    {
        if (result.TryGetProperty("raised", out var raised))
        {
            var failure = (await Assert.ThrowsAsync<LiaisonException>(() => call))!;
            Assert.That((failure.RemoteType, failure.Message), Is.EqualTo((raised.GetString(), result.GetProperty("message").GetString())));
            return;
        }

        var returned = (await call)?.ToString() ?? "null";
        var expected = type is null ? null : ToJson(result.GetProperty("returned"), type);
        Assert.That(JsonNode.DeepEquals(JsonNode.Parse(returned), expected), $"{expected?.ToJsonString()} was returned as {returned}");
    }

    // The recording writes floating-point numbers as Python's text of them, bytes as "bytes:" and hex, and members by their declared names.
    private static JsonNode? ToJson(JsonElement value, DeclaredType type) => type switch
    {
        { Element: { } element } => new JsonArray([.. value.EnumerateArray().Select(item => ToJson(item, element))]),
        { Model: { } model } => new JsonObject(model.Members.Select(member =>
            KeyValuePair.Create(JsonNamingPolicy.CamelCase.ConvertName(string.Concat(member.Name.Split('_').Select(Capital))), ToJson(value.GetProperty(member.Name), member.Type)))),
        { Kind: DeclaredTypeKind.Binary } => JsonValue.Create(Convert.ToBase64String(Convert.FromHexString(value.GetString()!["bytes:".Length..]))),
        { Kind: DeclaredTypeKind.Float or DeclaredTypeKind.Double } => value.GetString() switch
        {
            "nan" => "NaN",
            "inf" => "Infinity",
            "-inf" => "-Infinity",
            var number => JsonValue.Create(double.Parse(number!, CultureInfo.InvariantCulture)),
        },
        _ => JsonNode.Parse(value.GetRawText()),
    };

    private static string Capital(string part) => char.ToUpperInvariant(part[0]) + part[1..];

    /// <summary>A socket that stands for LibMedium's daemon.</summary>
    private sealed class Daemon : IAsyncDisposable
    {
        private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

        public Daemon()
        {
            _socket.Bind(new UnixDomainSocketEndPoint(Path));
            _socket.Listen();
        }

        public string Path { get; } = SocketPaths.Fresh();

        public async Task<RawConnection> AcceptAsync(CancellationToken token) => new(await _socket.AcceptAsync(token));

        public ValueTask DisposeAsync()
        {
            _socket.Dispose();
            File.Delete(Path);
            return ValueTask.CompletedTask;
        }
    }
}
