using Liaison.Tests.Architecture;
using Liaison.Tests.Node;
using Liaison.Tests.Tool;
using NUnit.Framework;

namespace Liaison.Tests.Samples;

/// <summary><c>samples/Students</c>: the daemon, and its clients in .NET and TypeScript.</summary>
[CancelAfter(180_000)]
internal sealed class StudentsTests
{
    private const string Printed = "Not found: There is no student nobody.\nAdded: Ada\nFound: Ada Lovelace, 36, with a photo of 4 bytes\n";

    private static readonly string Sample = Path.Combine(Repository.Root, "samples", "Students");
    private static readonly string[] Generated = ["liaison.ts", "student-daemon.ts"];

    [TestCase("liaison")]
    [TestCase("json-rpc")]
    [TestCase("libmedium")]
    public async Task The_NET_client_drives_the_daemon_in_each_of_its_protocols(string protocol, CancellationToken cancellationToken)
    {
        await using var daemon = await StudentsDaemon.StartAsync(cancellationToken);

        Assert.That(await RunAsync(ToolProcess.Dotnet, ["exec", Repository.Metadata("StudentsClient"), protocol, daemon.UnixAddress], cancellationToken), Is.EqualTo((0, Printed, "")));
    }

    [Test]
    public async Task The_TypeScript_client_drives_the_daemon(CancellationToken cancellationToken)
    {
        await NodeProject.InstallAsync(cancellationToken);
        var folder = Copy();
        Assert.That(await RunAsync("node", [Path.Combine(NodeProject.Folder, "node_modules", "typescript", "bin", "tsc"), "-p", folder], cancellationToken), Is.EqualTo((0, "", "")));
        await using var daemon = await StudentsDaemon.StartAsync(cancellationToken);

        string[] arguments = ["--experimental-websocket", "--no-warnings", Path.Combine(folder, "client.js"), daemon.WebAddress];
        Assert.That(await RunAsync("node", arguments, cancellationToken), Is.EqualTo((0, Printed, "")));
    }

    [Test]
    public async Task The_TypeScript_is_as_the_tool_generates_it(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("liaison-students-").FullName;
        try
        {
            var result = await ToolProcess.RunAsync(["generate", "typescript", "--from", Path.Combine(Sample, "student.lmspc"), "--out", folder], cancellationToken);
            Assert.That((result.ExitCode, result.Errors), Is.EqualTo((0, "")));
            Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName), Is.EquivalentTo(Generated));
            foreach (var file in Generated)
            {
                var generated = await File.ReadAllBytesAsync(Path.Combine(folder, file), cancellationToken);
                Assert.That(await File.ReadAllBytesAsync(Path.Combine(Sample, "typescript", file), cancellationToken), Is.EqualTo(generated), $"{file} is out of date: generate it again.");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Where TypeScript finds what npm installed for the tests.
    private static string Copy()
    {
        var folder = Path.Combine(NodeProject.Folder, "generated", "students");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Sample, "typescript")).Where(file => Path.GetExtension(file) is ".ts" or ".json"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        await using var process = ToolProcess.StartProgram(program, arguments, StudentsDaemon.Token);
        var result = await process.EndAsync(cancellationToken);
        return (result.ExitCode, result.Output.ReplaceLineEndings("\n"), result.Errors);
    }
}
