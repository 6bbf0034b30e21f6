using System.Text;
using Liaison.Inspection;
using NUnit.Framework;

namespace Liaison.Tests.Inspection;

internal sealed class RedactorTests
{
    private static readonly Redactor Redactor = new(new InspectionOptions().Redacted, 1_000);

    [TestCase("""{"a":1}""", """{"a":1}""")]
    [TestCase("""{"token":"abc","b":2}""", """{"token":"[redacted]","b":2}""")]
    [TestCase("""{"access_token": "abc"}""", """{"access_token": "[redacted]"}""")]
    [TestCase("""{"X-Api-Key":["abc",{"d":1}],"b":[true]}""", """{"X-Api-Key":"[redacted]","b":[true]}""")]
    [TestCase("""{"to\u006ben":{"deep":"abc"},"b":"c"}""", """{"to\u006ben":"[redacted]","b":"c"}""")]
    [TestCase("""{"\ud800":"abc"}""", """{"\ud800":"[redacted]"}""")]
    [TestCase("""[{"PASSWORD":null},{"Password2":12.5}]""", """[{"PASSWORD":"[redacted]"},{"Password2":"[redacted]"}]""")]
    [TestCase("""["ws://localhost:8003/?a=b&token=abc"]""", """["[redacted]"]""")]
    [TestCase("""["ws://localhost:8003/?a=b&c=d", "a=b"]""", """["ws://localhost:8003/?a=b&c=d", "a=b"]""")]
    [TestCase("""{"tok en":1,"ken":2,"to":3}""", """{"tok en":"[redacted]","ken":2,"to":3}""")]
    public void Values_that_are_not_to_be_kept_are_replaced(string text, string kept) => Assert.That(Copy(Redactor, text), Is.EqualTo((kept, false)));

    [TestCase("""{"a":1,"token":"abc""", """{"a":1,"token":""")]
    [TestCase("""{"token":{"a":1,"b":}}""", """{"token":"[redacted]""")]
    [TestCase("hello, token=abc", "")]
    public void What_follows_a_place_that_is_no_JSON_is_not_kept(string text, string kept)
    {
        var (copy, isCut) = Copy(Redactor, text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(copy, Does.StartWith(kept).And.Not.Contain("abc"));
            Assert.That(isCut, Is.True);
        }
    }

    [Test]
    public void A_text_that_is_too_long_is_cut_and_a_secret_at_the_cut_is_not_kept([Range(1, 60)] int max)
    {
        var (copy, isCut) = Copy(new Redactor(["token"], max), """{"first":"some text","token":{"x":["abc","abc"]},"last":"other text"}""");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(copy, Does.Not.Contain("abc"));
            Assert.That(isCut, Is.True);
        }
    }

    [Test]
    public void The_beginning_of_a_long_string_is_kept() =>
        Assert.That(Copy(new Redactor(["token"], 20), $$"""{"text":"{{new string('x', 100)}}"}"""), Is.EqualTo(($$"""{"text":"{{new string('x', 11)}}""", true)));

    [Test]
    public void A_value_whose_place_is_known_is_replaced_whatever_it_is_called()
    {
        const string Text = """{"args":["Ada","secret one",3]}""";
        var place = Text.IndexOf("\"secret", StringComparison.Ordinal);
        var (copy, _) = Redactor.Copy(Encoding.UTF8.GetBytes(Text), [place..(place + 12)]);
        Assert.That(Encoding.UTF8.GetString(copy), Is.EqualTo("""{"args":["Ada","[redacted]",3]}"""));
    }

    private static (string Text, bool IsCut) Copy(Redactor redactor, string text)
    {
        var (copy, isCut) = redactor.Copy(Encoding.UTF8.GetBytes(text));
        return (Encoding.UTF8.GetString(copy), isCut);
    }
}
