using System.Diagnostics;
using System.Globalization;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

[Platform("Unix")]
public sealed class ProcessConnectorTests
{
    [Test, CancelAfter(60_000)]
    public async Task It_talks_to_a_program_over_its_standard_streams(CancellationToken cancellationToken)
    {
        await using var connection = await new ProcessConnector("cat", []).ConnectAsync(cancellationToken);
        foreach (var message in new[] { """{"a":"é😀"}""", "[\"" + new string('x', 300_000) + "\"]" })
        {
            var sending = connection.SendAsync(Frames.Texts(message), cancellationToken);
            Assert.That(Frames.TextOf(await connection.ReceiveAsync(cancellationToken)), Is.EqualTo(message));
            await sending;
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task The_end_of_the_program_is_the_end_of_the_connection(CancellationToken cancellationToken)
    {
        await using var connection = await ProcessConnector.FromCommandLine("sh -c 'read line; echo \"$line\"'").ConnectAsync(cancellationToken);
        await connection.SendAsync(Frames.Texts("[1]"), cancellationToken);
        Assert.That(await Frames.ReadAllAsync(connection, cancellationToken), Has.Count.EqualTo(1));
    }

    [Test, CancelAfter(60_000)]
    public async Task Disposing_ends_the_program_by_the_end_of_its_input(CancellationToken cancellationToken)
    {
        var mark = SocketPaths.Fresh();
        var connection = await new ProcessConnector("sh", ["-c", "cat > /dev/null; echo ended > \"$0\"", mark]).ConnectAsync(cancellationToken);
        await connection.DisposeAsync();
        await connection.DisposeAsync();
        Assert.That(await File.ReadAllTextAsync(mark, cancellationToken), Is.EqualTo("ended\n"));
        File.Delete(mark);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_program_that_does_not_end_is_killed_with_what_it_started(CancellationToken cancellationToken)
    {
        var options = new ProcessOptions { ExitTimeout = TimeSpan.FromMilliseconds(50) };
        var connection = await new ProcessConnector("sh", ["-c", "sleep 1000 & echo $!; wait"], options).ConnectAsync(cancellationToken);
        var child = int.Parse(Frames.TextOf(await connection.ReceiveAsync(cancellationToken)), CultureInfo.InvariantCulture);
        using var sleeping = Process.GetProcessById(child);
        await connection.DisposeAsync();
        await sleeping.WaitForExitAsync(cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_program_that_cannot_be_started_fails_and_names_the_fix(CancellationToken cancellationToken)
    {
        var missing = new ProcessConnector("no-such-program-of-liaison", []);
        var failure = await Assert.CatchAsync<IOException>(async () => await missing.ConnectAsync(cancellationToken));
        Assert.That(failure!.Message, Does.Contain("no-such-program-of-liaison").And.Contains("Check that it is installed"));
    }

    [TestCase(-1)]
    [TestCase(100_000)]
    public void An_exit_timeout_that_makes_no_sense_is_refused(int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new ProcessConnector("cat", [], new ProcessOptions { ExitTimeout = TimeSpan.FromSeconds(seconds) }));

    [TestCase("dotnet app.dll stdio", new[] { "dotnet", "app.dll", "stdio" })]
    [TestCase("  a \t b  ", new[] { "a", "b" })]
    [TestCase("\"My App\" 'it is' x\"y z\"w", new[] { "My App", "it is", "xy zw" })]
    [TestCase("a \"\" ''", new[] { "a", "", "" })]
    [TestCase("a '\"' \"'\"", new[] { "a", "\"", "'" })]
    [TestCase("a \"say \\\"hi\\\"\" \\\"", new[] { "a", "say \"hi\"", "\"" })]
    [TestCase("C:\\Tools\\app.exe \"C:\\My Files\\x\"", new[] { "C:\\Tools\\app.exe", "C:\\My Files\\x" })]
    [TestCase("my\\ app", new[] { "my app" })]
    public void A_command_line_is_split_as(string commandLine, string[] expected) =>
        Assert.That(CommandLine.Split(commandLine), Is.EqualTo(expected));

    [TestCase("", "empty")]
    [TestCase("  ", "empty")]
    [TestCase("a \"b", "not closed")]
    public void A_command_line_that_cannot_be_split_is_refused(string commandLine, string reason) =>
        Assert.That(() => ProcessConnector.FromCommandLine(commandLine), Throws.ArgumentException.With.Message.Contains(reason));
}
