using System.Text.Json.Nodes;
using Liaison.Companions;
using Liaison.Tests.Architecture;
using Liaison.Tests.Hosting;
using MyApp;
using NUnit.Framework;

namespace Liaison.Tests.Guides;

/// <summary>What docs/guides/companion.md shows is what happens.</summary>
internal sealed class CompanionGuideTests
{
    private static readonly Guide Guide = new("companion.md");

    [Test]
    public void The_code_of_the_guide_is_the_code_that_is_compiled_here()
    {
        var compiled = Directory.EnumerateFiles(Path.Combine(Repository.Root, "Liaison.Tests", "Guides", "MyApp"), "*.cs")
            .SelectMany(Regions.Of);

        Assert.That(Guide.CSharp, Is.EquivalentTo(compiled));
    }

    [TestCase(true)]
    [TestCase(false)]
    [CancelAfter(60_000)]
    public async Task Each_message_is_answered_as_shown(bool reflection, CancellationToken cancellationToken)
    {
        await using var shop = reflection ? Shops.Ready() : Shops.WithoutReflection();

        var exchanges = 0;
        foreach (var (message, shown) in Guide.Exchanges)
        {
            var reply = Parse(await shop.ExecuteAsync(message, cancellationToken));
            foreach (var (name, value) in Parse(shown))
            {
                Assert.That(JsonNode.DeepEquals(reply[name], value), $"{message}\nshown: {shown}\ngiven: {reply.ToJsonString()}");
            }

            exchanges++;
        }

        Assert.That(exchanges, Is.GreaterThan(30));
    }

    [TestCase(true)]
    [TestCase(false)]
    [CancelAfter(60_000)]
    public async Task Each_message_over_a_connection_brings_what_is_shown(bool reflection, CancellationToken cancellationToken)
    {
        await using var served = await ServedCompanion.StartAsync(reflection ? Shops.Ready() : Shops.WithoutReflection());
        await using var frontEnd = await served.ConnectAsync(cancellationToken);

        var conversations = Guide.Conversations.ToList();
        foreach (var (message, shown) in conversations)
        {
            await frontEnd.SendAsync(message, cancellationToken);
            foreach (var line in shown)
            {
                var given = Parse((await frontEnd.NextAsync(cancellationToken)).Text);
                Assert.That(Parse(line), Has.All.Matches<KeyValuePair<string, JsonNode?>>(member => JsonNode.DeepEquals(given[member.Key], member.Value)), $"{message}\nshown: {line}\ngiven: {given.ToJsonString()}");
            }
        }

        Assert.That(conversations, Has.Count.EqualTo(5));
    }

    [TestCase(true)]
    [TestCase(false)]
    [CancelAfter(60_000)]
    public async Task Each_mistake_is_answered_as_the_table_says(bool reflection, CancellationToken cancellationToken)
    {
        await using var shop = reflection ? Shops.Ready() : Shops.WithoutReflection();
        foreach (var (message, _) in Guide.Exchanges)
        {
            await shop.ExecuteAsync(message, cancellationToken);
        }

        var mistakes = Guide.Table("The ten commonest mistakes").Select(cells => (Sent: Guide.Code(cells[0]).Single(), Answer: Guide.Code(cells[1]).Single())).ToList();
        Assert.That(mistakes, Has.Count.EqualTo(10));
        foreach (var (index, (sent, answer)) in mistakes.Index())
        {
            var reply = Parse(await shop.ExecuteAsync(index == 0 ? sent : $$"""{"command": {{sent}}}""", cancellationToken));
            Assert.That((string?)reply["message"], Is.EqualTo(answer), sent);
        }
    }

    [Test]
    public void The_guide_lists_the_basic_types_exactly()
    {
        var listed = Guide.Code(string.Join('\n', Guide.Section("Basic types")));

        Assert.That(listed, Is.EquivalentTo(BasicTypes.All.Select(Written)));
    }

    private static string Written(Type type) =>
        type.IsGenericTypeDefinition
            ? $"{type.FullName!.Split('`')[0]}<{string.Join(',', type.GetGenericArguments().Select(parameter => parameter.Name))}>"
            : type.FullName!;

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
