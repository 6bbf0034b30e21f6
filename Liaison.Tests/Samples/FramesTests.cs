using Liaison.Tests.Architecture;
using NUnit.Framework;

namespace Liaison.Tests.Samples;

/// <summary><c>samples/Frames</c>: rendered pictures as attachments, drawn by its page in Chromium.</summary>
[CancelAfter(180_000)]
internal sealed class FramesTests
{
    [Test]
    public Task A_page_draws_the_frames_and_drops_those_that_are_late(CancellationToken cancellationToken) =>
        SampleScript.PassAsync("frames.test.mjs", Repository.Metadata("FramesSample"), cancellationToken);
}
