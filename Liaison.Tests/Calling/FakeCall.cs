using System.Threading.Channels;
using Liaison.Commands;

namespace Liaison.Tests.Calling;

/// <summary>A call that came over a connection, without one: keeps what is sent for it, in order.</summary>
internal sealed class FakeCall(string command) : CommandContext(command), IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly Channel<object?> _sent = Channel.CreateUnbounded<object?>();

    public override CancellationToken CancellationToken
    {
        get
        {
            IsTokenMade = true;
            return _source.Token;
        }
    }

    public bool IsTokenMade { get; private set; }

    public override ICommandPeer? Peer { get; init; } = FakePeer.Create();

    /// <summary>Whether the caller wants a sequence item by item.</summary>
    public bool Streams { get; init; }

    internal override bool WantsItems => Streams;

    /// <summary>Called for each item before it counts as sent.</summary>
    public Func<object?, ValueTask> Sending { get; init; } = _ => ValueTask.CompletedTask;

    /// <summary>All that was sent up to now: items as they are, reports as <see cref="Reported"/>.</summary>
    public List<object?> TakeSent()
    {
        var sent = new List<object?>();
        while (_sent.Reader.TryRead(out var one))
        {
            sent.Add(one);
        }

        return sent;
    }

    /// <summary>Waits for the next that is sent.</summary>
    public ValueTask<object?> NextAsync(CancellationToken cancellationToken) => _sent.Reader.ReadAsync(cancellationToken);

    internal override void Report(object? value) => _sent.Writer.TryWrite(new Reported(value));

    internal override async ValueTask SendItemAsync(object? item)
    {
        await Sending(item);
        _sent.Writer.TryWrite(item);
    }

    public void Cancel() => _source.Cancel();

    public void Dispose() => _source.Dispose();

    internal sealed record Reported(object? Value);
}
