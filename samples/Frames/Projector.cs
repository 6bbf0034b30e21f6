using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Frames;

/// <summary>Renders while anybody watches, once for all who do.</summary>
public sealed class Projector : IProjector
{
    private const double FramesPerSecond = 60;

    public async IAsyncEnumerable<Frame> Frames([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // The first picture is not rendered on the thread that reads what pages send.
        await Task.Yield();
        var clock = Stopwatch.StartNew();
        for (var number = 0; ;)
        {
            // New memory for each: what was given away may still be on its way to a slow page.
            var pixels = GC.AllocateUninitializedArray<byte>(Plasma.Bytes);
            Plasma.Render(number, pixels);
            yield return new Frame(number, Plasma.Size, Plasma.Size, pixels);

            number = Math.Max(number + 1, (int)(clock.Elapsed.TotalSeconds * FramesPerSecond));
            var pause = TimeSpan.FromSeconds(number / FramesPerSecond) - clock.Elapsed;
            await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, cancellationToken);
        }
    }
}
