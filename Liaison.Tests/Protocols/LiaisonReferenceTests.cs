using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using FsCheck;
using FsCheck.Fluent;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Calling;
using Liaison.Tests.Companions.Binding;
using NUnit.Framework;
using static Liaison.Tests.Protocols.LiaisonWire;

namespace Liaison.Tests.Protocols;

/// <summary>References and data of a caller's: one is never taken for the other.</summary>
[CancelAfter(60_000)]
internal sealed class LiaisonReferenceTests
{
    // "$widget" is a reference that leads somewhere: data must not become the widget.
    private static readonly string[] Nasty =
        ["$", "$$", "$$$", "$widget", "$$widget", "$widget.Name", "$5.00 off", "$nowhere", "$$5", "$ x", "$\u0000", "$\"", "$\\", "a$b", "", "$ü", "\\u0024widget"];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Elements(Nasty),
        Gen.Elements("$", "$$", "widget", ".", "Name", "\\", "\"", "ü", "\u0000", "\ud83d\ude00", "0024").ListOf().Select(string.Concat));

    private Companion _companion = null!;
    private readonly Widget _widget = new() { Name = "w" };

    [SetUp]
    public async Task MakeCompanionAsync()
    {
        _companion = new Companion().Add("widget", _widget);
        await _companion.WithAsync("text", (string x) => x);
        await _companion.WithAsync("any", (object? x) => x);
        await _companion.WithAsync("texts", (string[] x) => x);
        await _companion.WithAsync("json", (JsonElement x) => x);
        await _companion.WithAsync("node", (JsonNode x) => x);
        await _companion.WithAsync("shape", (Shape x) => x);
        await _companion.WithAsync("open", (Open x) => x);
        await _companion.WithAsync("named", (Dictionary<string, string> x) => x);
        await _companion.WithAsync("keywords", ([Commands.Keywords] Dictionary<string, string> x) => x);
        await _companion.WithAsync("overloaded", (string x, int y) => x, (string x, string[] y) => x + string.Concat(y));
    }

    [TearDown]
    public async Task DisposeCompanionAsync() => await _companion.DisposeAsync();

    [TestCaseSource(nameof(Nasty))]
    public async Task A_text_comes_back_as_it_went(string text) => await AssertSameAsync(text);

    [Test]
    public void Any_text_comes_back_as_it_went_wherever_it_stands() => Seeded.Check(Texts, AssertSameAsync);

    [Test]
    public void A_dollar_sign_that_somebody_wrote_as_an_escape_is_data_too()
    {
        const string Escapes = """["\u0024widget",{"a":"\u0024$widget"},"\u0024\ud800"]""";
        var element = JsonElement.Parse("""["\u0024widget"]""");

        var arguments = CommandArguments.Of([new RawJson(System.Text.Encoding.UTF8.GetBytes(Escapes)), element], null, Json, escape: true);

        Assert.That(Utf8(arguments[0].Json), Is.EqualTo("""["$\u0024widget",{"a":"$\u0024$widget"},"$\u0024\ud800"]"""));
        Assert.That(Utf8(arguments[1].Json), Is.EqualTo("""["$$widget"]"""));
    }

    [Test]
    public void JSON_that_is_passed_on_is_data_too()
    {
        var raw = new RawJson("""{"a":["$widget", {"$attachment":0}]}"""u8.ToArray(), [new byte[] { 1 }]);

        var arguments = CommandArguments.Of([raw], null, Json, attach: true, escape: true);

        Assert.That(Utf8(arguments[0].Json), Is.EqualTo("""{"a":["$$widget", {"$attachment":0}]}"""));
        Assert.That(arguments[0].Attachments, Has.Count.EqualTo(1));
    }

    [Test]
    public void What_a_converter_writes_is_data_too()
    {
        var options = new JsonSerializerOptions(Json) { TypeInfoResolver = Json.TypeInfoResolver };
        options.Converters.Insert(0, new DollarConverter());

        Assert.That(Utf8(CommandArguments.Of([new { price = 5m }], null, options, escape: true)[0].Json), Is.EqualTo("""{"price":"$$5"}"""));
    }

    [Test]
    public async Task A_reference_is_the_object_itself_wherever_it_stands()
    {
        var reference = Reference.To("widget");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await RunAsync("any", reference), Is.SameAs(_widget));
            Assert.That(await RunAsync("any", new List<object> { "$widget", reference }), Is.EqualTo(new object[] { "$widget", _widget }));
            Assert.That(await RunAsync("any", new { a = new[] { reference } }), Contains.Value(new[] { _widget }));
            Assert.That(await RunAsync("any", JsonSerializer.SerializeToElement(new[] { "$widget" }, Json)), Is.EqualTo(new[] { "$widget" }));
        }
    }

    [Test]
    public void A_reference_is_written_with_its_dollar_sign_escaped_or_not([Values] bool escape)
    {
        var target = Reference.To("a[\"ü\"]");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Utf8(CommandArguments.Of([target], null, Json, escape: escape)[0].Json), Is.EqualTo("\"$a[\\\"ü\\\"]\""));
            Assert.That(EncodeText(new Response(new Request(), target)), Does.StartWith("{\"response\":\"$a[\\\"ü\\\"]\","));
            Assert.That(target.ToString(), Is.EqualTo("$a[\"ü\"]"));
        }
    }

    [Test]
    public void A_reference_survives_an_encoder_that_escapes_everything()
    {
        var options = new Companion(new CompanionOptions { Json = new JsonSerializerOptions { Encoder = JavaScriptEncoder.Create(UnicodeRanges.None) } }).Json;

        Assert.That(Utf8(CommandArguments.Of([new object[] { Reference.To("a"), "$a" }], null, options, escape: true)[0].Json), Is.EqualTo("""["$a","$\u0024\u0061"]"""));
    }

    [Test]
    public void Text_without_escaping_is_left_alone()
    {
        Assert.That(Utf8(CommandArguments.Of(["$a"], null, Json)[0].Json), Is.EqualTo("\"$a\""));
        Assert.That(CommandArguments.Of([], new Dictionary<string, object?> { ["$a"] = 1 }, Json)[0].Name, Is.EqualTo("$a"));
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("$widget")]
    public void A_reference_to_nothing_is_refused(string target)
    {
        Assert.That(() => Reference.To(target), Throws.ArgumentException);
    }

    [Test]
    public void No_parameter_takes_a_reference_for_a_value()
    {
        Assert.That(() => JsonSerializer.Deserialize<Reference>("\"$a\"", Json), Throws.InstanceOf<JsonException>());
    }

    private async Task AssertSameAsync(string text)
    {
        Assert.That(await RunAsync("text", text), Is.EqualTo(text));
        Assert.That(await RunAsync("any", text), Is.EqualTo(text));
        Assert.That(await RunAsync("texts", new object[] { new[] { text, text } }), Is.EqualTo(new[] { text, text }));
        Assert.That(await RunAsync("any", new { a = new[] { text } }), Contains.Value(new[] { text }));
        Assert.That(((JsonElement)(await RunAsync("json", new { a = text }))!).GetProperty("a").GetString(), Is.EqualTo(text));
        Assert.That(((JsonNode)(await RunAsync("node", new JsonArray(JsonValue.Create(text))))!)[0]!.GetValue<string>(), Is.EqualTo(text));
        Assert.That(((Label)(await RunAsync("shape", JsonSerializer.SerializeToElement<Shape>(new Label { Text = text }, Json)))!).Text, Is.EqualTo(text));
        Assert.That(((Open)(await RunAsync("open", new { known = text, more = text }))!).Rest!["more"].GetString(), Is.EqualTo(text));
        Assert.That(await RunAsync("named", new Dictionary<string, string> { [text] = text }), Is.EqualTo(new Dictionary<string, string> { [text] = text }));
        Assert.That(await RunAsync("overloaded", text, new[] { text }), Is.EqualTo(text + text));
        Assert.That(await NamedAsync(text), Is.EqualTo(new Dictionary<string, string> { [text] = text }));
        Assert.That(await BackAsync(text), Is.EqualTo(text));
    }

    private ValueTask<object?> RunAsync(string function, params object?[] values) =>
        _companion.InvokeAsync(CommandArguments.Of([function, .. values], null, Json, escape: true), new Commands.CommandContext("run"));

    private ValueTask<object?> NamedAsync(string text)
    {
        var arguments = CommandArguments.Of(["keywords"], new Dictionary<string, object?> { [text] = text }, Json, escape: true);
        return _companion.InvokeAsync(arguments, new Commands.CommandContext("run"));
    }

    // Through all that a message goes through.
    private async Task<string?> BackAsync(string text)
    {
        var request = new Request { Id = CallId.Of(1), Command = "run", Arguments = CommandArguments.Of(["any", new[] { text }], null, Json, escape: true) };
        var reply = await _companion.ExecuteAsync(Codec().Encode(request).Bytes);
        return Read<string[]>(Codec().Decode<Response>(new Frame(FrameKind.Text, reply)).Value)![0];
    }

    [JsonPolymorphic]
    [JsonDerivedType(typeof(Label), "label")]
    public class Shape;

    public sealed class Label : Shape
    {
        public string Text { get; set; } = "";
    }

    public sealed class Open
    {
        public string Known { get; set; } = "";

        [JsonExtensionData]
        public Dictionary<string, JsonElement>? Rest { get; set; }
    }

    private sealed class DollarConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDecimal();

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteRawValue($"\"${value}\"");
    }
}
