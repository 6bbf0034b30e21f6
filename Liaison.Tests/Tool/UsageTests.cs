using NUnit.Framework;

namespace Liaison.Tests.Tool;

/// <summary>Command lines that ask for what cannot be: code 2, the problem and the fix on standard error, and nothing on standard output.</summary>
[CancelAfter(60_000)]
internal sealed class UsageTests
{
    [TestCase("", "command")]
    [TestCase("serve", "'serve'")]
    [TestCase("websocket", "'host:port'")]
    [TestCase("websocket localhost:0 --colour red", "'--colour'")]
    [TestCase("websocket --colour", "'--colour'")]
    [TestCase("websocket localhost:0 --details maybe", "'maybe'")]
    [TestCase("websocket localhost:0 --ready yaml", "'yaml'")]
    [TestCase("websocket localhost:0 --idle-exit 0", "--idle-exit takes a whole number from 1 to 2592000, and not '0'")]
    [TestCase("websocket localhost:0 --idle-exit soon", "'soon'")]
    [TestCase("websocket localhost:0 --max-message 0", "--max-message")]
    [TestCase("websocket localhost:0 --max-message 2147483648", "--max-message")]
    [TestCase("websocket localhost:0 --verbosity loud", "'loud'")]
    [TestCase("websocket localhost:0 --allow-origin not-an-origin", "--allow-origin")]
    [TestCase("websocket localhost:0 --static no-such-folder", "no-such-folder' to serve files from. Create the folder")]
    [TestCase("websocket localhost:0 --ready link", "--static <folder>")]
    [TestCase("stdio --ready link", "--static <folder>")]
    [TestCase("stdio --load missing.dll", "Build it first")]
    [TestCase("stdio --expose No.Such.Name", "--load its assembly")]
    [TestCase("stdio --companion Desk", "Add --load")]
    [TestCase("call", "'address'")]
    [TestCase("call http://localhost ping", "ws://host:port, nats://host:port/subject, pipe:<name>, unix:<path> or stdio:<command line>")]
    [TestCase("call pipe: ping", "is not an address")]
    [TestCase("call pipe:x ping --kwarg name", "name=value")]
    [TestCase("call pipe:x ping --kwarg a=1 --kwarg a=2", "Give it once")]
    [TestCase("call pipe:x ping --timeout never", "'never'")]
    [TestCase("call pipe:x ping --colour", "Write -- before arguments that begin with a dash")]
    public async Task A_wrong_command_line_ends_with_code_2_and_the_fix(string arguments, string fix, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.ExitCode, result.Output), Is.EqualTo((2, "")));
            Assert.That(result.Errors, Does.Contain(fix).And.Not.Contain("   at "));
        }
    }

    [Test]
    public async Task A_token_that_cannot_be_presented_is_refused_without_being_told(CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(["websocket", "localhost:0"], cancellationToken, token: "se cret");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(result.ExitCode, Is.EqualTo(2));
            Assert.That(result.Errors, Does.Contain("LIAISON_TOKEN").And.Not.Contain("se cret"));
        }
    }

    [TestCase("--help", "websocket")]
    [TestCase("websocket --help", "--allow-origin")]
    [TestCase("call --help", "--kwarg")]
    [TestCase("--version", ".")]
    public async Task Help_goes_to_standard_output(string arguments, string text, CancellationToken cancellationToken)
    {
        var result = await ToolProcess.RunAsync(arguments.Split(' '), cancellationToken);

        using (Assert.EnterMultipleScope())
        {
            Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "")));
            Assert.That(result.Output, Does.Contain(text));
        }
    }
}
