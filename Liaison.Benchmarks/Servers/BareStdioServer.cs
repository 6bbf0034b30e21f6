namespace Liaison.Benchmarks.Servers;

/// <summary>The standard streams, on which lines are answered, with nothing on top: one thread that reads and writes.</summary>
internal sealed class BareStdioServer : MeasuredServer
{
    private volatile byte[] _answer = CannedAnswer.Line(1);

    public override string Address => "stdio";

    public override Task StartAsync()
    {
        new Thread(Serve) { IsBackground = true, Name = "stdio" }.Start();
        return Task.CompletedTask;
    }

    public override void AnswerWith(int bytes) => _answer = CannedAnswer.Line(bytes);

    // The thread waits for input that may never come, and ends with the process.
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private void Serve()
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        try
        {
            new BareLines(() => _answer).Serve(input, output);
        }
        catch (IOException)
        {
            // Nobody reads any more.
        }
    }
}
