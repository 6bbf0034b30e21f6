using System.ComponentModel;
using Liaison.Client;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Tests.Tool;
using Liaison.Tests.Transports;
using NUnit.Framework;

namespace Liaison.Tests.LibMedium;

/// <summary>A client and a daemon in Python, written from the format alone, at the other end of ours.</summary>
[CancelAfter(120_000)]
internal sealed class PythonTests
{
    private static string Python => Environment.GetEnvironmentVariable("LIAISON_PYTHON") ?? "python3";

    [Test]
    public async Task A_client_in_python_drives_our_daemons(CancellationToken token)
    {
        await using var students = await Served.StudentsAsync(token);
        await using var prims = await Served.PrimsAsync(token);
        await using var client = Start("client.py", students.Path, prims.Path);

        Assert.That(await client.EndAsync(token), Is.EqualTo(new ToolResult(0, "ok\n", "")));
    }

    [Test]
    public async Task Our_client_drives_a_daemon_in_python(CancellationToken token)
    {
        var path = SocketPaths.Fresh();
        await using var daemon = Start("daemon.py", path);
        Assert.That(await daemon.ReadChunkAsync(token), Is.EqualTo("ready\n"));
        var ada = new Student("s1", "Ada", "Lövelace", 36, [1, 2, 255]);
        await using (var client = await Served.ConnectAsync(path, new LibMediumProtocol(Specifications.Student), token))
        {
            await using var added = await Features.EventLoop<ClientTests.Added>.StartAsync(client, "student_added", token);
            var missing = (await Assert.ThrowsAsync<LiaisonException>(() => client.InvokeAsync<Student>("get_student", ["s1"], token)))!;
            await client.InvokeAsync<RawJson>("update_student", [ada], token);
            var student = await client.InvokeAsync<Student>("get_student", ["s1"], token);
            var told = await added.NextAsync();

            using (Assert.EnterMultipleScope())
            {
                Assert.That((missing.RemoteType, missing.Message), Is.EqualTo(("StudentSystem.Exceptions.StudentNotFound", "no such student")));
                Assert.That(student! with { Photo = ada.Photo }, Is.EqualTo(ada));
                Assert.That(student.Photo, Is.EqualTo(ada.Photo));
                Assert.That((told.Value!.Time, told.Value.Student.LastName), Is.EqualTo((1.5, "Lövelace")));
            }
        }

        Assert.That(await daemon.EndAsync(token), Is.EqualTo(new ToolResult(0, "", "")));
    }

    private static ToolProcess Start(string script, params string[] arguments)
    {
        try
        {
            return ToolProcess.StartProgram(Python, ["-B", Specifications.PathOf(Path.Combine("Python", script)), .. arguments]);
        }
        catch (Win32Exception)
        {
            Assert.Ignore($"{Python} is not on the PATH. Install Python 3, or set LIAISON_PYTHON.");
            throw;
        }
    }
}
