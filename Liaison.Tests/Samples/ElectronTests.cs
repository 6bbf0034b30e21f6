using Liaison.Tests.Architecture;
using NUnit.Framework;

namespace Liaison.Tests.Samples;

/// <summary>
/// <c>samples/Electron</c>: its main process with a stand-in for Electron, its preload scripts and its page in Chromium, and its real back end.
/// </summary>
[CancelAfter(180_000)]
[Platform(Exclude = "Win", Reason = "There a link to a folder needs rights that not everybody has.")]
internal sealed class ElectronTests
{
    [Test]
    public Task The_main_process_the_page_and_the_back_end_work_together(CancellationToken cancellationToken) =>
        SampleScript.PassAsync("electron.test.mjs", Repository.Metadata("FoldersSample"), cancellationToken);
}
