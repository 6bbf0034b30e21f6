using System.Text.Json;
using System.Text.Json.Serialization;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Sessions;
using Liaison.Tests.Transports;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Faults;

/// <summary>Commands that do not do what commands do.</summary>
internal sealed class CommandFaultTests : FaultTest
{
    private Faulty _faulty = new();
#pragma warning disable NUnit1032 // FaultTest disposes it.
    private LiaisonHost _host = null!;
#pragma warning restore NUnit1032
    private string _path = "";

    [TestCase("dispose", "17", null)]
    [TestCase("dispose_later", "17", null)]
    [TestCase("convert", null, null)]
    [TestCase("text", null, null)]
    [TestCase("read", null, "{}")]
    public async Task One_whose_values_throw_wherever_they_are_touched_is_answered_and_the_next_peer_is_served(
        string command, string? answer, string? argument, CancellationToken token)
    {
        await ServeAsync(token);
        for (var i = 0; i < Times(20); i++)
        {
            await using var client = await ConnectAsync(token);
            object?[] arguments = argument is null ? [] : [JsonElement.Parse(argument)];
            var call = client.InvokeAsync<RawJson>(command, arguments, token);
            if (answer is not null)
            {
                Assert.That((await call)!.ToString(), Is.EqualTo(answer));
            }
            else
            {
                await call.ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }

            Assert.That(await client.InvokeAsync<int>("number", [], token), Is.EqualTo(17), "The same peer is served too.");
        }
    }

    [Test]
    public async Task What_peers_made_and_throws_when_it_is_disposed_can_be_deleted_and_keeps_no_companion_from_its_end(CancellationToken token)
    {
        await ServeAsync(token);
        await using var client = await ConnectAsync(token);
        for (var i = 0; i < Times(20); i++)
        {
            await client.InvokeAsync<object>("init", ["broken", $"{nameof(CommandFaultTests)}.{nameof(Broken)}"], token);
            var failure = await Assert.CatchAsync<LiaisonException>(() => client.InvokeAsync<bool>("delete", ["broken"], token));
            Assert.That(failure!.Message, Does.Contain("disposing"));
            Assert.That(await client.InvokeAsync<bool>("exists", ["broken"], token), Is.False);
        }
    }

    [Test]
    public async Task One_that_never_returns_keeps_neither_its_peer_from_leaving_nor_the_host_from_stopping(CancellationToken token)
    {
        await ServeAsync(token);
        for (var i = 0; i < Times(10); i++)
        {
            var client = await ConnectAsync(token);
            var entered = _faulty.Entered;
            var call = client.InvokeAsync<int>(i % 2 == 0 ? "never" : "deaf", [], token);
            await entered.WaitAsync(token);
            await client.DisposeAsync();
            Assert.That(await Assert.CatchAsync<LiaisonException>(() => call), Has.Property("Code").EqualTo(ErrorCode.Disconnected));
            await using var next = await ConnectAsync(token);
            Assert.That(await next.InvokeAsync<int>("number", [], token), Is.EqualTo(17));
        }

        await using var last = await ConnectAsync(token);
        var lastEntered = _faulty.Entered;
        var pending = last.InvokeAsync<int>("deaf", [], token);
        await lastEntered.WaitAsync(token);
        await _host.StopAsync().WaitAsync(token);
        await Assert.CatchAsync<LiaisonException>(() => pending);
        _faulty.Blocker.Release();
    }

    [TearDown]
    public void Release() => _faulty.Blocker.Release();

    private async Task ServeAsync(CancellationToken token)
    {
        var companion = Opened(new Swallowing(new Companion()));
        _faulty = new Faulty();
        companion.Companion.Commands.AddFrom(_faulty);
        companion.Companion.Expose<CommandFaultTests>();
        companion.Companion.Expose<Broken>();
        _path = SocketPaths.Fresh();
        _host = Opened(new LiaisonHost(companion.Companion, new HostOptions
        {
            Execution = Execution.Concurrent,
            DrainTimeout = TimeSpan.FromMilliseconds(100),
            CancelTimeout = TimeSpan.FromMilliseconds(100),
        }));
        _host.Add(new UnixSocketTransport(_path));
        await _host.StartAsync(token);
        await using var client = await ConnectAsync(token);
        await client.InvokeAsync<int>("number", [], token);
        LookAgain();
    }

    private Task<LiaisonClient> ConnectAsync(CancellationToken token) => LiaisonClient.ConnectAsync(new UnixSocketConnector(_path), null, token);

    /// <summary>What throws when it is disposed.</summary>
    public sealed class Broken : IDisposable, IAsyncDisposable
    {
        public void Dispose() => throw new InvalidOperationException("disposing");

        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            throw new InvalidOperationException("disposing");
        }
    }

    // A companion tells its owner what it could not dispose, which is not what is looked at here.
    private sealed class Swallowing(Companion companion) : IAsyncDisposable
    {
        public Companion Companion => companion;

        public async ValueTask DisposeAsync()
        {
            try
            {
                await companion.DisposeAsync();
            }
            catch (Exception failure) when (failure is AggregateException or InvalidOperationException)
            {
                // It was to be expected.
            }
        }
    }

    private sealed class Faulty
    {
        private TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Blocker Blocker { get; } = new();

        public Task Entered => _entered.Task;

        [Command("number")]
        public static int Number() => 17;

        [Command("dispose")]
        public static int DisposeWith(CommandContext context)
        {
            context.Own(new Broken());
            return 17;
        }

        [Command("dispose_later")]
        public static async Task<int> DisposeLaterAsync(CommandContext context)
        {
            await Task.Yield();
            context.Own(new Broken());
            context.Own(new Broken());
            return 17;
        }

        [Command("convert")]
        public static Unwritable Convert() => new();

        [Command("text")]
        public static Unspeakable Text() => new();

        [Command("read")]
        public static int Read(Unwritable value) => value is null ? 0 : 1;

        [Command("never")]
        public async Task<int> NeverAsync(CancellationToken cancellationToken)
        {
            Enter();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }

        [Command("deaf")]
        public int Deaf()
        {
            Enter();
            Blocker.Block();
            return 0;
        }

        private void Enter()
        {
            var entered = _entered;
            _entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            entered.SetResult();
        }
    }

    [JsonConverter(typeof(ThrowingConverter))]
    private sealed class Unwritable
    {
        public override string ToString() => throw new InvalidOperationException("the text");
    }

    private sealed class Unspeakable
    {
        public string Value => throw new InvalidOperationException("the getter");

        public override string ToString() => throw new InvalidOperationException("the text");
    }

    private sealed class ThrowingConverter : JsonConverter<Unwritable>
    {
        public override Unwritable Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new InvalidOperationException("the reader");

        public override void Write(Utf8JsonWriter writer, Unwritable value, JsonSerializerOptions options) =>
            throw new InvalidOperationException("the writer");
    }
}
