using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Frames;

/// <summary>Renders while there are subscribers, and only once for all of them.</summary>
public sealed class Projector : IProjector
{
    private const double FramesPerSecond = 60;

    public async IAsyncEnumerable<Frame> Frames([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // The first picture must not be rendered on the thread that reads the messages of pages.
        await Task.Yield();
        var clock = Stopwatch.StartNew();
        for (var number = 0; ;)
        {
            // New memory for each picture: the previous ones may still be in transit to a slow page.
            var pixels = GC.AllocateUninitializedArray<byte>(Plasma.Bytes);
            Plasma.Render(number, pixels);
            yield return new Frame(number, Plasma.Size, Plasma.Size, pixels);

            number = Math.Max(number + 1, (int)(clock.Elapsed.TotalSeconds * FramesPerSecond));
            var pause = TimeSpan.FromSeconds(number / FramesPerSecond) - clock.Elapsed;
            await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, cancellationToken);
        }
    }
}
