using System.Text.Json;
using System.Text.Json.Serialization;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Companions.Binding;
using NUnit.Framework;

namespace Liaison.Tests.Calling;

/// <summary>The host's own serializer options, converters and source-generated contexts are honoured.</summary>
[CancelAfter(60_000)]
internal sealed partial class SerializerTests
{
    [Test]
    public async Task The_hosts_naming_policy_and_format_are_taken()
    {
        var options = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };
        await using var companion = new Companion(new CompanionOptions { Json = options }).Add("widget", new Widget());
        await companion.WithAsync("f", (Long x) => x);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await companion.ResponseAsync("f", """[{"some_long_name": "a"}]"""), Is.EqualTo("""{"some_long_name":"a"}"""));
            Assert.That(await companion.ResponseAsync("f", """[{"some_long_name": "$widget.Name", "Inner": 1}]"""), Is.EqualTo("""{"some_long_name":""}"""));
            Assert.That(options.IsReadOnly, Is.False);
            Assert.That(options.Converters, Is.Empty);
        }
    }

    [Test]
    public async Task The_hosts_converters_win_over_the_companions_own()
    {
        await using var companion = WithConverters(new JsonStringEnumConverter(), new TrimConverter(), new DoubledConverter());
        await companion.WithAsync("enum", (Color x, Color? y, Dictionary<Color, int> z) => new { x, y, z });
        await companion.WithAsync("text", (string x, string[] y) => x + y[0]);
        await companion.WithAsync("number", (int x, int[] y) => x + y[0]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                await companion.ResponseAsync("enum", """["Red", "Blue", {"Green": 1}]"""), Is.EqualTo("""{"x":"Red","y":"Blue","z":{"Green":2}}"""));
            Assert.That(await companion.RunAsync("text", """[" a ", [" b "]]"""), Is.EqualTo("ab"));
            Assert.That(await companion.RunAsync("number", "[1, [2]]"), Is.EqualTo(6));
        }
    }

    [Test]
    public async Task A_types_own_converter_wins_over_the_companions()
    {
        await using var companion = await new Companion().WithAsync("f", (Named x, Named? y, Named[] z) => new { x, y, z });

        Assert.That(await companion.ResponseAsync("f", """["Two", "One", ["One"]]"""), Is.EqualTo("""{"x":"Two","y":"One","z":["One"]}"""));
    }

    [Test]
    public async Task A_converter_that_throws_is_an_argument_that_does_not_fit()
    {
        await using var companion = WithConverters(new PickyConverter());
        await companion.WithAsync("one", (Guid x) => x);
        await companion.WithAsync("two", (Guid x) => "Guid", (string x) => "string", (object x) => "object");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await companion.FaultAsync("one", """["a"]"""), Is.EqualTo((ErrorCode.BadArguments, (await companion.FaultAsync("one", """["a"]""")).Message)));
            Assert.That((await companion.FaultAsync("one", """["a"]""")).Message, Does.EndWith("and got \"a\": The GUID is not of this house."));
            Assert.That(await companion.RunAsync("two", """["a"]"""), Is.EqualTo("string"));
        }
    }

    [Test]
    public async Task A_source_generated_context_is_enough()
    {
        await using var companion = new Companion(new CompanionOptions { Json = new JsonSerializerOptions { TypeInfoResolver = Context.Default } }).Add("widget", new Widget { Name = "w" });
        await companion.WithAsync("f", (Known x) => x);
        await companion.WithAsync("g", (Unknown x) => x);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await companion.ResponseAsync("f", """[{"Text": "a", "Color": "Green", "Pair": [1, "b"]}]"""), Is.EqualTo("""{"Text":"a","Color":2,"Pair":[1,"b"]}"""));
            Assert.That(await companion.ResponseAsync("f", """[{"Text": "$widget.Name"}]"""), Is.EqualTo("""{"Text":"w","Color":null,"Pair":null}"""));
            Assert.That((await companion.FaultAsync("g", "[{}]")).Message, Does.Contain("lacks Unknown: add [JsonSerializable(typeof(Unknown))], or give a reference"));
        }
    }

    [Test]
    public async Task Strict_numbers_stay_strict_and_cycles_are_the_hosts_choice()
    {
        var options = new JsonSerializerOptions { NumberHandling = JsonNumberHandling.Strict, ReferenceHandler = ReferenceHandler.IgnoreCycles };
        await using var companion = new Companion(new CompanionOptions { Json = options });
        await companion.WithAsync("f", (int x) => x);
        await companion.WithAsync("cycle", () =>
        {
            var widget = new Widget { Name = "w" };
            widget.Inner = widget;
            return widget;
        });

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await companion.FaultAsync("f", """["1"]""")).Code, Is.EqualTo(ErrorCode.BadArguments));
            Assert.That(await companion.ResponseAsync("cycle"), Is.EqualTo("""{"Name":"w","Size":0,"Inner":null,"Parts":[]}"""));
        }
    }

    private static Companion WithConverters(params JsonConverter[] converters)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        foreach (var converter in converters)
        {
            options.Converters.Add(converter);
        }

        return new Companion(new CompanionOptions { Json = options });
    }

    [JsonConverter(typeof(JsonStringEnumConverter<Named>))]
    public enum Named
    {
        One,
        Two,
    }

    public sealed record Long(string SomeLongName);

    public sealed record Known(string Text, Color? Color, Tuple<int, string>? Pair);

    public sealed record Unknown(string Text);

    private sealed class TrimConverter : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!.Trim();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    private sealed class DoubledConverter : JsonConverter<int>
    {
        public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => 2 * reader.GetInt32();

        public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteNumberValue(value);
    }

    private sealed class PickyConverter : JsonConverter<Guid>
    {
        public override Guid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new KeyNotFoundException("The GUID is not of this house.");

        public override void Write(Utf8JsonWriter writer, Guid value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    [JsonSerializable(typeof(Known))]
    private sealed partial class Context : JsonSerializerContext;
}
