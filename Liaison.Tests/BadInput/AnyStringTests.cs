using System.Globalization;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Liaison.Companions;
using NUnit.Framework;

namespace Liaison.Tests.BadInput;

/// <summary>Properties that hold for every text: no exception leaves <see cref="Companion.ExecuteAsync(string, CancellationToken)"/>, and what it gives is a reply.</summary>
internal sealed class AnyStringTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(500);

    private readonly TroubleCompanion _companion = new();

    private static Arbitrary<string> Texts => ArbMap.Default.ArbFor<string>().Filter(text => text is not null);

    // Texts that look like targets are worth more than noise.
    private static Arbitrary<string> Targets => Gen.Elements("a", ".", "[0]", "['k']", ":", "$", "trouble", "List<", "int", ">", ",", " ", "_", "\"", "companion", "é", "\ud800", "9")
        .ListOf().Select(parts => string.Concat(parts)).ToArbitrary();

    [OneTimeTearDown]
    public async Task Dispose() => await _companion.DisposeAsync();

    [Test]
    public void Any_text_is_answered() =>
        Check.One(Often, Prop.ForAll(Texts, text => IsAnsweredAsync(Encoding.UTF8.GetBytes(text))));

    [Test]
    public void Any_bytes_are_answered() =>
        Check.One(Often, Prop.ForAll(ArbMap.Default.ArbFor<byte[]>().Filter(bytes => bytes is not null), IsAnsweredAsync));

    [Test]
    public void Any_message_with_a_byte_changed_is_answered()
    {
        var message = Encoding.UTF8.GetBytes("""{"command":{"command":"run","args":["trouble.CountItems",1,"$$a",[null,{"k":1e5}]],"kwargs":{"\u0061":true}},"id":"x"}""");
        var changes = Gen.Zip(Gen.Choose(0, message.Length - 1), Gen.Choose(0, 255)).ToArbitrary();

        Check.One(Often, Prop.ForAll(changes, change =>
        {
            var changed = message.ToArray();
            changed[change.Item1] = (byte)change.Item2;
            return IsAnsweredAsync(changed);
        }));
    }

    [Test]
    public void Any_beginning_of_a_message_is_answered()
    {
        var message = Encoding.UTF8.GetBytes("""{"id":1,"command":{"command":"echo","args":["\ud83d\ude00 é"]}}""");

        Check.One(Often, Prop.ForAll(Gen.Choose(0, message.Length).ToArbitrary(), length => IsAnsweredAsync(message[..length])));
    }

    [TestCase("get", "%")]
    [TestCase("exists", "%")]
    [TestCase("run", "%")]
    [TestCase("run", "trouble.%")]
    [TestCase("run", "trouble.CountItems,$%")]
    [TestCase("init", "made,%")]
    [TestCase("register", "made,%")]
    [TestCase("store", "%,1")]
    [TestCase("delete", "%")]
    [TestCase("members", "%")]
    [TestCase("echo", "%")]
    [TestCase("take", "%")]
    [TestCase("%", "a")]
    public void Any_text_is_taken_for_a_name_a_target_and_an_argument(string command, string arguments)
    {
        Check.One(Often, Prop.ForAll(Texts, text => IsAnsweredAsync(Message(command, arguments, text))));
        Check.One(Often, Prop.ForAll(Targets, text => IsAnsweredAsync(Message(command, arguments, text))));
    }

    [Test]
    public void Any_text_comes_back_as_it_was() =>
        Check.One(Often, Prop.ForAll(Texts.Filter(IsText), async text =>
        {
            using var reply = await AnswerAsync(Message("echo", "%", text.StartsWith('$') ? "$" + text : text));
            return reply.RootElement.GetProperty("response").GetString() == text;
        }));

    private static bool IsText(string text) => text == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private async Task<bool> IsAnsweredAsync(byte[] message)
    {
        using var reply = await AnswerAsync(message);
        var root = reply.RootElement;
        return root.TryGetProperty("evt", out _) && root.GetProperty("tag").GetString() switch
        {
            "response" => root.TryGetProperty("response", out _),
            "error" => root.GetProperty("error").GetArrayLength() > 0 && root.GetProperty("code").GetString() is not ("internal" or "failed"),
            _ => false,
        };
    }

    private async Task<JsonDocument> AnswerAsync(byte[] message) => JsonDocument.Parse(await _companion.ExecuteAsync(message));

    private static byte[] Message(string command, string arguments, string text)
    {
        var args = arguments.Split(',').Select(argument => Quote(argument.Replace("%", text, StringComparison.Ordinal)));
        return Encoding.ASCII.GetBytes($$"""{"command":{"command":{{Quote(command.Replace("%", text, StringComparison.Ordinal))}},"args":[{{string.Join(',', args)}}]},"id":7}""");
    }

    // Every character as an escape, so that half a surrogate pair gets as far as it can.
    private static string Quote(string text) =>
        $"\"{string.Concat(text.Select(c => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}")))}\"";
}
