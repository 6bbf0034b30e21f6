using System.Text.Json;
using System.Text.Json.Nodes;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>What stands for an object of the host's, and text that only looks so.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.All))]
internal sealed class ReferenceTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    private static readonly string[] Dollars = ["$desk", "$$desk", "$desk.Name", "$", "$$", "$5.00 off", "$nobody", "$desk[0]"];

    private readonly Desk _desk = new("oak", ["pen", "cup"]);

    [Test]
    public async Task A_reference_is_the_object_itself(CancellationToken token)
    {
        var client = await StartAsync(token);

        Assert.That(await client.InvokeAsync<bool>("is_the_desk", [LiaisonClient.Ref("desk")], token), Is.True);
    }

    [Test]
    public async Task A_reference_by_name_is_the_object_itself(CancellationToken token)
    {
        var client = await StartAsync(token);
        var call = new CommandCall("is_the_desk") { Keywords = new Dictionary<string, object?> { ["desk"] = LiaisonClient.Ref("desk") } };

        Assert.That(await client.InvokeAsync<bool>(call, token), Is.True);
    }

    [Test]
    public async Task References_may_stand_inside_of_arguments(CancellationToken token)
    {
        var client = await StartAsync(token);

        var told = await client.InvokeAsync<string>("tell", [new object[] { LiaisonClient.Ref("desk.Name"), "$desk.Name", LiaisonClient.Ref("desk.Things[1]") }], token);

        Assert.That(told, Is.EqualTo("oak,$desk.Name,cup"));
    }

    [Test]
    public async Task A_reference_to_nothing_is_not_found(CancellationToken token)
    {
        var client = await StartAsync(token);

        var failure = await FailureAsync(client.InvokeAsync<string>("echo", [LiaisonClient.Ref("nobody")], token));

        Assert.That(failure.Code, Is.EqualTo(ErrorCode.NotFound));
    }

    [Test]
    public async Task Text_is_text_whatever_it_starts_with(CancellationToken token)
    {
        var client = await StartAsync(token);
        using var all = Assert.EnterMultipleScope();
        foreach (var text in Dollars)
        {
            var named = new CommandCall("echo") { Keywords = new Dictionary<string, object?> { ["value"] = text } };
            Assert.That(await client.InvokeAsync<string>("echo", [text], token), Is.EqualTo(text));
            Assert.That(await client.InvokeAsync<string>(named, token), Is.EqualTo(text));
            Assert.That(await client.InvokeAsync<string>("tell", [new[] { text, "x" }], token), Is.EqualTo(text + ",x"));
            Assert.That(await client.RunAsync<string>("desk.Say", [text], cancellationToken: token), Is.EqualTo(text));
        }
    }

    [Test]
    public async Task Text_inside_of_objects_is_text_too(CancellationToken token)
    {
        var client = await StartAsync(token);
        using var all = Assert.EnterMultipleScope();
        foreach (var text in Dollars)
        {
            var keywords = new CommandCall("keywords") { Keywords = new Dictionary<string, object?> { [text] = text } };
            var json = new JsonObject { ["a"] = new JsonArray(text, new JsonObject { [text] = text }) };
            Assert.That(await client.InvokeAsync<Note>("note", [new Note(text, [text])], token), Is.EqualTo(new Note(text, [text])).UsingPropertiesComparer());
            Assert.That((await client.InvokeAsync<JsonNode>("echo", [json], token))!.ToJsonString(), Is.EqualTo(json.ToJsonString()));
            Assert.That((await client.InvokeAsync<Dictionary<string, string>>(keywords, token))![text], Is.EqualTo(text));
        }
    }

    [Test]
    public async Task Text_is_stored_as_it_is(CancellationToken token)
    {
        var client = await StartAsync(token);
        foreach (var text in Dollars)
        {
            await client.StoreAsync("text", text, token);

            Assert.That(await client.GetAsync<string>("text", token), Is.EqualTo(text));
        }
    }

    [Test]
    public async Task A_command_that_resolves_nothing_is_called_without_escapes(CancellationToken token)
    {
        var client = await StartAsync(token);

        var call = new CommandCall("literal") { Arguments = ["$desk"], ResolvesReferences = false };

        Assert.That(await client.InvokeAsync<string>(call, token), Is.EqualTo("$desk"));
    }

    [Test]
    public async Task A_client_that_is_called_takes_every_text_as_it_is(CancellationToken token)
    {
        var client = await StartAsync(token);
        if (!await HostCallsAsync())
        {
            return;
        }

        client.Commands.AddFrom(new Echo());
        foreach (var text in Dollars)
        {
            Assert.That(await Peer.InvokeAsync<string>("echo", [text], token), Is.EqualTo(text));
        }
    }

    private async Task<LiaisonClient> StartAsync(CancellationToken token)
    {
        var companion = new Companion().Add("desk", _desk);
        companion.Commands.AddFrom(new Echo());
        companion.Commands.AddFrom(new Desks(_desk));
        await ServeAsync(companion, token);
        return await ConnectAsync(token);
    }

    public sealed record Desk(string Name, string[] Things)
    {
        public static string Say(string text) => text;
    }

    public sealed record Note(string Text, string[] More);

    public sealed class Echo
    {
        [Command("echo")]
        public JsonElement Call(JsonElement value) => value;
    }

    public sealed class Desks(Desk expected)
    {
        [Command("is_the_desk")]
        public bool IsTheDesk(Desk desk) => ReferenceEquals(desk, expected);

        [Command("tell")]
        public string Tell(string[] values) => string.Join(',', values);

        [Command("note")]
        public Note Note(Note note) => note;

        [Command("keywords")]
        public Dictionary<string, string> Keywords([Keywords] Dictionary<string, string> rest) => rest;

        [Command("literal", ResolveReferences = false)]
        public string Literal(string text) => text;
    }
}
