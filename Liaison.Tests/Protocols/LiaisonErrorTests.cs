using Liaison.Messages;
using NUnit.Framework;
using static Liaison.Tests.Protocols.LiaisonWire;

namespace Liaison.Tests.Protocols;

/// <summary>Errors as the hosts of other languages write them.</summary>
internal sealed class LiaisonErrorTests
{
    [Test]
    public void An_error_of_ours_is_read_as_it_was_written()
    {
        var error = Read("""["   at A\n","System.Exception: no\n"]""", ""","code":"own","type":"A.B","message":"why" """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Code, Is.EqualTo("own"));
            Assert.That(error.Type, Is.EqualTo("A.B"));
            Assert.That(error.Message, Is.EqualTo("why"));
            Assert.That(error.Lines, Is.EqualTo(new[] { "   at A\n", "System.Exception: no\n" }));
        }
    }

    [TestCase("""["System.Exception: no\n"]""", ""","data":{"id": 7}""", """{"id": 7}""")]
    [TestCase("\"no\"", ""","code":"own","data":[1]""", "[1]")]
    [TestCase("\"no\"", ""","data":null""", null)]
    [TestCase("\"no\"", "", null)]
    public void What_an_error_carries_is_read_in_both_forms(string lines, string members, string? carried) =>
        Assert.That(Read(lines, members).Data?.ToString(), Is.EqualTo(carried));

    [TestCase("""["Traceback:\n","ValueError: math domain error\n"]""", "ValueError", "math domain error")]
    [TestCase("""["fix.MyErr: outer: inner\nmore\n"]""", "fix.MyErr", "outer: inner\nmore")]
    [TestCase("""["System.Collections.Generic.KeyNotFoundException: no\n"]""", "System.Collections.Generic.KeyNotFoundException", "no")]
    [TestCase("""["NotImplementedError\n"]""", "NotImplementedError", "NotImplementedError")]
    [TestCase("\"TypeError: x is not a function\"", "TypeError", "x is not a function")]
    [TestCase("\"it did not work: at all\"", "Liaison.Messages.CommandException", "it did not work: at all")]
    [TestCase("""[5,{"a": 1}]""", "Liaison.Messages.CommandException", """{"a": 1}""")]
    [TestCase("""{"why": "so"}""", "Liaison.Messages.CommandException", """{"why": "so"}""")]
    [TestCase("\"\\ud800 is half\"", "Liaison.Messages.CommandException", "\\ud800 is half")]
    public void What_an_error_lacks_is_taken_from_its_last_line(string lines, string type, string message)
    {
        var error = Read(lines, "");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Code, Is.EqualTo(ErrorCode.Failed));
            Assert.That(error.Type, Is.EqualTo(type));
            Assert.That(error.Message, Is.EqualTo(message));
            Assert.That(error.Lines, Is.Not.Empty);
        }
    }

    [TestCase("[]")]
    [TestCase("null")]
    public void An_error_without_lines_has_one_of_its_type_and_message(string lines)
    {
        var error = Read(lines, ""","code":"timeout","message":"too late" """);

        Assert.That(error.Lines, Is.EqualTo(new[] { "System.TimeoutException: too late\n" }));
        Assert.That(error.Type, Is.EqualTo("System.TimeoutException"));
    }

    [Test]
    public void A_code_that_is_no_string_is_none()
    {
        Assert.That(Read("[\"E: m\"]", ",\"code\":5,\"type\":null,\"message\":[1]"), Has.Property("Code").EqualTo("failed").And.Property("Message").EqualTo("m"));
    }

    private static CommandError Read(string lines, string members) =>
        Decode<Fault>($$$"""{"error": {{{lines}}}, "tag": "error", "evt": {"id": 1}{{{members}}}}""").Error;
}
