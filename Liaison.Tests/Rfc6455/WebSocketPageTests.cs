using Liaison.Tests.Architecture;
using NUnit.Framework;

namespace Liaison.Tests.Rfc6455;

/// <summary>docs/protocols/websocket.md says what the tests found.</summary>
[Category("Rfc6455")]
internal sealed class WebSocketPageTests
{
    private static string Page => Path.Combine(Repository.Root, "docs", "protocols", "websocket.md");

    [Test]
    public void The_page_has_every_case_as_it_is_tested()
    {
        var text = File.ReadAllText(Page);
        var begin = text.IndexOf(ToleranceTable.Begin, StringComparison.Ordinal) + ToleranceTable.Begin.Length;
        var end = text.IndexOf(ToleranceTable.End, StringComparison.Ordinal);
        var wanted = $"{text[..begin]}\n\n{ToleranceTable.Write()}{text[end..]}";
        if (Environment.GetEnvironmentVariable("LIAISON_APPROVE") == "1")
        {
            File.WriteAllText(Page, wanted);
            return;
        }

        Assert.That(text, Is.EqualTo(wanted), "Run this test with LIAISON_APPROVE=1 to write the tables anew.");
    }

    [Test]
    public void Nothing_that_must_be_refused_is_let_through_but_what_does_no_harm()
    {
        var frames = new WireCases(WireFrame.OfClient).All.Where(sent => sent.IsLetThrough).Select(sent => sent.Sent);
        var handshakes = HandshakeCases.All.Where(sent => sent.IsLetThrough).Select(sent => sent.Sent);
        var answers = AnswerCases.All.Where(sent => sent.IsLetThrough).Select(sent => sent.Sent);

        Assert.That(frames, Is.Empty);
        Assert.That(handshakes, Is.EqualTo((string[])["two versions, one of which is 13", "HTTP/1.0"]));
        Assert.That(answers, Is.EqualTo((string[])["an extension that was not offered: it is ignored, and frames that use one are refused"]));
    }
}
