using System.IO.Pipes;

namespace Liaison.Benchmarks.Servers;

/// <summary>The framework's named pipe, on which lines are answered, with nothing on top.</summary>
internal sealed class BarePipeServer : MeasuredServer
{
    private readonly string _name = LocalName.Unique();
    private readonly CancellationTokenSource _stopping = new();
    private volatile byte[] _answer = CannedAnswer.Line(1);

    public override string Address => _name;

    public override Task StartAsync()
    {
        _ = AcceptAsync(Listen());
        return Task.CompletedTask;
    }

    public override void AnswerWith(int bytes) => _answer = CannedAnswer.Line(bytes);

    public override async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _stopping.Dispose();
    }

    private NamedPipeServerStream Listen() => new(
        _name, PipeDirection.InOut, NamedPipeServerStream.MaxAllowedServerInstances, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);

    private async Task AcceptAsync(NamedPipeServerStream listening)
    {
        try
        {
            while (true)
            {
                await listening.WaitForConnectionAsync(_stopping.Token);
                var connected = listening;
                listening = Listen();
                _ = ServeAsync(connected);
            }
        }
        catch (OperationCanceledException)
        {
            await listening.DisposeAsync();
        }
    }

    private async Task ServeAsync(NamedPipeServerStream stream)
    {
        await using (stream)
        {
            await new BareLines(() => _answer).ServeAsync(stream);
        }
    }
}
