using System.Globalization;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Transports;

[Platform("Unix")]
[UnsupportedOSPlatform("windows")]
public sealed class UnixSocketFileTests
{
    private string _path = "";

    [SetUp]
    public void ChoosePath() => _path = SocketPaths.Fresh();

    [TearDown]
    public void RemovePath()
    {
        if (Directory.Exists(_path))
        {
            Directory.Delete(_path);
        }

        File.Delete(_path);
    }

    [Test, CancelAfter(60_000)]
    public async Task The_socket_of_a_transport_is_for_its_owner_alone(CancellationToken cancellationToken)
    {
        await using var transport = await BindAsync(cancellationToken);
        Assert.That(File.GetUnixFileMode(_path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test, CancelAfter(60_000)]
    public async Task The_socket_of_a_named_pipe_is_for_its_owner_alone(CancellationToken cancellationToken)
    {
        var name = $"liaison-{Guid.NewGuid():N}";
        await using var transport = new NamedPipeTransport(name);
        await transport.BindAsync(cancellationToken);
        var path = Path.Combine(Path.GetTempPath(), "CoreFxPipe_" + name);
        Assert.That(File.GetUnixFileMode(path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_peer_is_known_to_be_of_the_same_user(CancellationToken cancellationToken)
    {
        await using var transport = await BindAsync(cancellationToken);
        await using var peer = await new UnixSocketConnector(_path).ConnectAsync(cancellationToken);
        await using var host = await transport.AcceptAsync(cancellationToken);
        Assert.That((host!.Remote.Transport, host.Remote.Address, host.Remote.Credential), Is.EqualTo(("unix", _path, "os-user")));
    }

    [Test]
    [Platform("Linux")]
    public void The_user_of_a_peer_is_the_one_that_the_system_tells()
    {
        using var listener = SocketFile.Listen(_path, _path, 1);
        using var peer = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        peer.Connect(new UnixDomainSocketEndPoint(_path));
        using var accepted = listener.Socket.Accept();
        var user = File.ReadLines("/proc/self/status").Single(l => l.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[2];
        Assert.That(PeerUser.Of(accepted), Is.EqualTo(uint.Parse(user, CultureInfo.InvariantCulture)));
        Assert.That(PeerUser.Of(listener.Socket), Is.EqualTo(PeerUser.Of(accepted)));
    }

    [Test, CancelAfter(60_000)]
    public async Task The_files_go_when_the_transport_is_disposed(CancellationToken cancellationToken)
    {
        var transport = await BindAsync(cancellationToken);
        Assert.That(Path.Exists(_path));
        await transport.DisposeAsync();
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(_path)!, Path.GetFileName(_path) + "*"), Is.Empty);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_socket_that_a_dead_process_left_is_taken_over(CancellationToken cancellationToken)
    {
        LeaveStaleSocket();
        await using var transport = await BindAsync(cancellationToken);
        await using var peer = await new UnixSocketConnector(_path).ConnectAsync(cancellationToken);
        await using var host = await transport.AcceptAsync(cancellationToken);
        Assert.That(host, Is.Not.Null);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_lock_that_a_dead_process_left_does_no_harm(CancellationToken cancellationToken)
    {
        LeaveStaleSocket();
        await File.WriteAllTextAsync(_path + ".lock", "", cancellationToken);
        await using var transport = await BindAsync(cancellationToken);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_socket_on_which_another_program_listens_is_refused(CancellationToken cancellationToken)
    {
        using var other = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        other.Bind(new UnixDomainSocketEndPoint(_path));
        other.Listen();
        var failure = await Assert.CatchAsync<BindException>(() => BindAsync(cancellationToken));
        Assert.That(failure!.Message, Does.Contain("taken").And.Contains("choose another address"));
        Assert.That(Path.Exists(_path));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_refused_bind_does_not_disturb_the_one_who_listens(CancellationToken cancellationToken)
    {
        await using var transport = await BindAsync(cancellationToken);
        var accepting = transport.AcceptAsync(cancellationToken).AsTask();
        await Assert.CatchAsync<BindException>(() => BindAsync(cancellationToken));
        Assert.That(accepting.IsCompleted, Is.False);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_file_that_is_no_socket_is_refused_and_kept(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(_path, "precious", cancellationToken);
        var failure = await Assert.CatchAsync<BindException>(() => BindAsync(cancellationToken));
        Assert.That(failure!.Message, Does.Contain("no socket").And.Contains("Remove it"));
        Assert.That(await File.ReadAllTextAsync(_path, cancellationToken), Is.EqualTo("precious"));
        Assert.That(Path.Exists(_path + ".lock"), Is.False);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_folder_and_a_symbolic_link_are_refused_and_kept(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_path);
        await Assert.CatchAsync<BindException>(() => BindAsync(cancellationToken));
        Directory.Delete(_path);
        File.CreateSymbolicLink(_path, _path + ".nowhere");
        await Assert.CatchAsync<BindException>(() => BindAsync(cancellationToken));
        Assert.That(new FileInfo(_path).LinkTarget, Is.Not.Null);
    }

    [Test, CancelAfter(60_000)]
    public async Task A_missing_folder_and_a_path_that_is_too_long_are_named(CancellationToken cancellationToken)
    {
        await using var missing = new UnixSocketTransport(_path + "/in/a/folder.sock");
        var noFolder = await Assert.CatchAsync<BindException>(async () => await missing.BindAsync(cancellationToken));
        Assert.That(noFolder!.Message, Does.Contain("folder does not exist. Create it"));

        await using var tooLong = new UnixSocketTransport(_path + new string('x', 100));
        var length = await Assert.CatchAsync<BindException>(async () => await tooLong.BindAsync(cancellationToken));
        Assert.That(length!.Message, Does.Contain("Choose a shorter one"));
    }

    [Test, CancelAfter(60_000)]
    public async Task Past_the_limit_a_peer_waits_until_another_one_has_left(CancellationToken cancellationToken)
    {
        await using var transport = new UnixSocketTransport(_path, new UnixSocketOptions { MaxConnections = 1 });
        await transport.BindAsync(cancellationToken);
        var connector = new UnixSocketConnector(_path);
        await using var firstPeer = await connector.ConnectAsync(cancellationToken);
        var first = await transport.AcceptAsync(cancellationToken);
        await using var secondPeer = await connector.ConnectAsync(cancellationToken);
        var accepting = transport.AcceptAsync(cancellationToken).AsTask();
        Assert.That(accepting.IsCompleted, Is.False);
        await first!.DisposeAsync();
        await first.DisposeAsync();
        await using var second = await accepting;
        Assert.That(second, Is.Not.Null);
        var third = transport.AcceptAsync(cancellationToken).AsTask();
        await transport.DisposeAsync();
        Assert.That(await third, Is.Null, "A transport that waits for room ends too.");
    }

    [Test]
    public void Limits_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new UnixSocketTransport(_path, new UnixSocketOptions { MaxConnections = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new NamedPipeTransport("p", new NamedPipeOptions { MaxConnections = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new NamedPipeConnector("p", new NamedPipeOptions { ConnectTimeout = TimeSpan.FromSeconds(-1) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => _ = new NamedPipeConnector("p", new NamedPipeOptions { ConnectTimeout = TimeSpan.FromDays(25) }));
        Assert.Throws<ArgumentException>(() => _ = new UnixSocketTransport(""));
    }

    [Test, CancelAfter(60_000)]
    public async Task A_pipe_name_with_a_slash_is_refused(CancellationToken cancellationToken)
    {
        await using var transport = new NamedPipeTransport("a/b");
        var failure = await Assert.CatchAsync<BindException>(async () => await transport.BindAsync(cancellationToken));
        Assert.That(failure!.Message, Does.Contain("Choose a name"));
        await Assert.CatchAsync<IOException>(async () => await new NamedPipeConnector("a/b").ConnectAsync(cancellationToken));
    }

    private void LeaveStaleSocket()
    {
        // A socket removes its file when it is closed, so the file is moved away from it before.
        using var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        dead.Bind(new UnixDomainSocketEndPoint(_path + ".dead"));
        dead.Listen();
        File.Move(_path + ".dead", _path);
    }

    private async Task<UnixSocketTransport> BindAsync(CancellationToken cancellationToken)
    {
        var transport = new UnixSocketTransport(_path);
        await transport.BindAsync(cancellationToken);
        return transport;
    }
}
