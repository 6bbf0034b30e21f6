using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Liaison.Tests.Transports;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Incidents;

/// <summary>Whoever came to the path of a socket before the host did.</summary>
[Category("Incidents")]
[Platform("Unix")]
[UnsupportedOSPlatform("windows")]
[CancelAfter(60_000)]
internal sealed class SocketPathTests
{
    private string _path = "";
    private string _folder = "";

    [SetUp]
    public void ChoosePath()
    {
        _folder = Directory.CreateTempSubdirectory("liaison-").FullName;
        _path = Path.Combine(_folder, "host.sock");
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [TestCase("a file")]
    [TestCase("nothing")]
    [TestCase("a folder")]
    [TestCase("a live socket")]
    public async Task A_symbolic_link_at_the_path_is_refused_and_what_it_points_at_stays_as_it_is(string target)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var aim = Path.Combine(_folder, "aim");
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        switch (target)
        {
            case "a file":
                await File.WriteAllTextAsync(aim, "precious", cancellationToken);
                File.SetUnixFileMode(aim, UnixFileMode.UserRead | UnixFileMode.GroupRead);
                break;
            case "a folder":
                Directory.CreateDirectory(aim);
                break;
            case "a live socket":
                other.Bind(new UnixDomainSocketEndPoint(aim));
                other.Listen();
                break;
        }

        File.CreateSymbolicLink(_path, aim);
        await using var transport = new UnixSocketTransport(_path);

        var failure = await Assert.CatchAsync<BindException>(async () => await transport.BindAsync(cancellationToken));

        Assert.That(failure!.Message, Does.Contain("choose another path"));
        Assert.That(new FileInfo(_path).LinkTarget, Is.EqualTo(aim));
        if (target == "a file")
        {
            Assert.That((await File.ReadAllTextAsync(aim, cancellationToken), File.GetUnixFileMode(aim)), Is.EqualTo(("precious", UnixFileMode.UserRead | UnixFileMode.GroupRead)));
        }
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_symbolic_link_at_the_lock_is_refused_and_nothing_is_made_where_it_points(bool exists)
    {
        var cancellationToken = TestContext.CurrentContext.CancellationToken;
        var aim = Path.Combine(_folder, "aim");
        if (exists)
        {
            await File.WriteAllTextAsync(aim, "precious", cancellationToken);
        }

        File.CreateSymbolicLink(_path + ".lock", aim);
        await using var transport = new UnixSocketTransport(_path);

        var failure = await Assert.CatchAsync<BindException>(async () => await transport.BindAsync(cancellationToken));

        Assert.That(failure!.Message, Does.Contain("symbolic link").And.Contains("Remove it"));
        Assert.That(File.Exists(aim), Is.EqualTo(exists));
        Assert.That(Path.Exists(_path), Is.False);
    }

    [Test]
    public async Task A_lock_that_somebody_left_is_taken_again_and_again(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(_path + ".lock", "", cancellationToken);
        for (var i = 0; i < 3; i++)
        {
            await using var transport = new UnixSocketTransport(_path);
            await transport.BindAsync(cancellationToken);
            await using var second = new UnixSocketTransport(_path);
            var failure = await Assert.CatchAsync<BindException>(async () => await second.BindAsync(cancellationToken));
            Assert.That(failure!.Message, Does.Contain("taken"));
        }

        Assert.That(Directory.GetFiles(_folder), Is.Empty);
    }

    [TestCase(1000u, 1000u, true)]
    [TestCase(0u, 1000u, true)]
    [TestCase(1001u, 1000u, false)]
    [TestCase(1000u, 0u, false)]
    [TestCase(null, 1000u, true)]
    public void A_client_trusts_its_own_user_and_the_superuser(uint? listener, uint current, bool trusted) =>
        Assert.That(SocketOwner.IsTrusted(listener, current), Is.EqualTo(trusted));

    [Test]
    [Platform("Linux")]
    public async Task A_client_tells_no_command_to_another_user_who_took_the_path_first(CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Assert.Ignore("Only the superuser can start a program as another user.");
        }

        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_111_111);
        using var squatter = Process.Start(new ProcessStartInfo("python3", ["-c", Squatter, _path]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
        Assert.That(await squatter.StandardOutput.ReadLineAsync(cancellationToken), Is.EqualTo("listening"));

        var failure = await Assert.CatchAsync<IOException>(async () => await new UnixSocketConnector(_path).ConnectAsync(cancellationToken));
        var allowed = await new UnixSocketConnector(_path, new UnixSocketOptions { AllowOtherUser = true }).ConnectAsync(cancellationToken);
        await allowed.DisposeAsync();
        squatter.StandardInput.Close();
        await squatter.WaitForExitAsync(cancellationToken);

        Assert.That(failure!.Message, Does.Contain("Another user listens").And.Contains("AllowOtherUser"));
    }

    private const string Squatter =
        """
        import os, socket, sys
        os.setgid(65534); os.setuid(65534)
        s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(); os.chmod(sys.argv[1], 0o777)
        print("listening", flush=True)
        sys.stdin.read()
        """;
}
