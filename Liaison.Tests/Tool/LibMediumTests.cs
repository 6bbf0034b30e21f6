using Liaison.Tests.Architecture;
using Liaison.Tests.LibMedium;
using Liaison.Tests.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Tool;

/// <summary>The tool serves and calls in LibMedium's protocol, by a specification.</summary>
[CancelAfter(120_000)]
internal sealed class LibMediumTests
{
    private const string Parcel = """{"netGrams":1200,"name":"book"}""";

    private static readonly string Specification = Path.Combine(Repository.Root, "Liaison.Tests", "Tool", "Hosted", "scales.lmspc");

    [Test]
    public async Task A_unix_socket_is_served_and_called(CancellationToken token)
    {
        await using var host = Start("--protocol", "libmedium", "--specification", Specification);
        var address = $"unix:{await host.AddressAsync(token)}";

        var result = await ToolProcess.RunAsync(["call", address, "weigh", Parcel, "--protocol", "libmedium", "--specification", Specification], token);
        var ping = await ToolProcess.RunAsync(["call", address, "ping", "--protocol", "libmedium", "--specification", Specification], token);

        Assert.That(result, Is.EqualTo(new ToolResult(0, "1200.5\n", "")));
        Assert.That(ping, Is.EqualTo(new ToolResult(0, "\"pong\"\n", "")));
    }

    [Test]
    public async Task With_a_specification_the_first_frame_shows_what_is_spoken(CancellationToken token)
    {
        await using var host = Start("--specification", Specification);
        var path = await host.AddressAsync(token);

        using var medium = await RawConnection.ConnectAsync(path, token);
        await medium.SendAsync(RawConnection.Message(0x01), token);
        Assert.That(await medium.ReceiveAsync(token), Is.EqualTo(RawConnection.Message(0x16)));
        foreach (var protocol in new[] { "liaison", "json-rpc" })
        {
            var result = await ToolProcess.RunAsync(["call", $"unix:{path}", "Weigh", Parcel, "--protocol", protocol], token);
            Assert.That(result, Is.EqualTo(new ToolResult(0, "1200.5\n", "")), protocol);
        }
    }

    [Test]
    public async Task Without_a_specification_it_says_what_is_missing(CancellationToken token)
    {
        var served = await ToolProcess.RunAsync(["unix", SocketPaths.Fresh(), "--protocol", "libmedium"], token);
        var called = await ToolProcess.RunAsync(["call", "unix:/nowhere", "ping", "--protocol", "libmedium"], token);

        Assert.That((served.ExitCode, called.ExitCode), Is.EqualTo((2, 2)));
        Assert.That(new[] { served.Errors, called.Errors }, Has.All.Contains("--specification <file.lmspc>"));
    }

    [Test]
    public async Task What_is_wrong_with_a_specification_is_told_with_its_place(CancellationToken token)
    {
        var result = await ToolProcess.RunAsync(["unix", SocketPaths.Fresh(), "--protocol", "libmedium", "--specification", ToolProcess.Path + ".none"], token);
        var file = Path.Combine(Path.GetTempPath(), $"liaison-{Guid.NewGuid():N}.lmspc");
        await File.WriteAllTextAsync(file, "namespace a\nclass B\nmethod f(x: int)\nmethod g(", token);
        var wrong = await ToolProcess.RunAsync(["unix", SocketPaths.Fresh(), "--specification", file], token);
        File.Delete(file);

        Assert.That((result.ExitCode, wrong.ExitCode), Is.EqualTo((2, 2)));
        Assert.That(result.Errors, Does.Contain(".none"));
        Assert.That(wrong.Errors, Does.Contain($"{file}: line 3, column 13: There is no type 'int'").And.Contain("line 4, column 10"));
    }

    private static ToolProcess Start(params string[] options) =>
        ToolProcess.Start(["unix", SocketPaths.Fresh(), "--load", ToolProcess.Hosted, "--companion", "Liaison.Tests.Tool.Hosted.Scales", .. options]);
}
