using Liaison.Companions;

namespace Liaison.Benchmarks.Scale.Probes;

/// <summary>Commands in process, without a connection.</summary>
/// <param name="companion">What they run on; disposed with this.</param>
/// <param name="commands">How many commands a round runs.</param>
/// <param name="messages">The messages of command number 0, 1 and so on: one or more each, which count as one command.</param>
internal sealed class InProcessSubject(Companion companion, int commands, params Func<int, ReadOnlyMemory<byte>>[] messages) : IScaleSubject
{
    private int _next;

    public int Commands => commands;

    public async Task RunAsync()
    {
        for (var i = 0; i < commands; i++)
        {
            var number = _next++;
            foreach (var message in messages)
            {
                ReplyCheck.ExpectResponse(await companion.ExecuteAsync(message(number)));
            }
        }
    }

    public ValueTask DisposeAsync() => companion.DisposeAsync();
}
