using System.Text;

namespace Liaison.Tests.Rfc6455;

/// <summary>Writes the tables of docs/protocols/websocket.md from the cases that the tests run.</summary>
internal static class ToleranceTable
{
    public const string Begin = "<!-- Written by Liaison.Tests/Rfc6455 from its cases. -->";
    public const string End = "<!-- End of what the tests write. -->";

    public static string Write()
    {
        var text = new StringBuilder();
        var frames = new WireCases(WireFrame.OfClient).All.ToArray();
        text.Append("### What is let through\n\n");
        Rows(text, "The standard wants the connection failed, or does not say what a receiver does with what no sender should send; here it is taken.", ["sent by", "section", "sent", "the standard", "here"],
        [
            .. frames.Where(sent => sent.IsLetThrough || (sent.Demand == Demand.Unsaid && sent.Happens.EndsWith(Outcome.Well, StringComparison.Ordinal)))
                .Select(sent => new[] { "either end", sent.Section, sent.Sent, Said(sent.Demand), sent.Happens }),
            .. HandshakeCases.All.Where(sent => sent.IsLetThrough || (sent.Demand == Demand.Unsaid && sent.Status == 101))
                .Select(sent => new[] { "a client", sent.Section, sent.Sent, Said(sent.Demand), "upgraded" }),
            .. AnswerCases.All.Where(sent => sent.IsLetThrough || (sent.Demand == Demand.Unsaid && sent.IsTaken))
                .Select(sent => new[] { "a server", sent.Section, sent.Sent, Said(sent.Demand), "opened" }),
        ]);
        text.Append("### Frames, from either end\n\n");
        Rows(text, "A close with status 1000 follows each.", ["section", "sent", "the standard", "here"],
            [.. frames.Select(sent => new[] { sent.Section, sent.Sent, Said(sent.Demand), sent.Happens })]);
        text.Append("### Handshakes of a client\n\n");
        Rows(text, "", ["section", "sent", "the standard", "here"],
            [.. HandshakeCases.All.Select(sent => new[] { sent.Section, sent.Sent, Said(sent.Demand), $"{sent.Status}" })]);
        text.Append("### Answers of a server\n\n");
        Rows(text, "The client offered the subprotocols `one` and `two`.", ["section", "sent", "the standard", "here"],
            [.. AnswerCases.All.Select(sent => new[] { sent.Section, sent.Sent, Said(sent.Demand), sent.IsTaken ? "opened" : "failed" })]);
        return text.ToString();
    }

    private static string Said(Demand demand) => demand switch
    {
        Demand.Take => "valid",
        Demand.Fail => "must be refused",
        _ => "does not say",
    };

    private static void Rows(StringBuilder text, string before, string[] head, string[][] rows)
    {
        if (before.Length > 0)
        {
            text.Append(before).Append("\n\n");
        }

        foreach (var cells in (string[][])[head, [.. head.Select(_ => "---")], .. rows])
        {
            text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        }

        text.Append('\n');
    }
}
