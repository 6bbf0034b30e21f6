using System.Collections.Concurrent;
using System.Globalization;
using NUnit.Framework;

namespace Liaison.Tests.Faults;

/// <summary>
/// Something goes wrong, and afterwards the process holds what it held before, and no exception was left that nobody looked at. What a
/// test opens is closed before that is looked at.
/// </summary>
[Category("Faults")]
[CancelAfter(120_000)]
internal abstract class FaultTest
{
    private readonly ConcurrentQueue<Exception> _unobserved = new();
    private readonly Stack<IAsyncDisposable> _open = new();
    private Figures _before;

    /// <summary>How often a fault is repeated: as often as the test says, or as <c>LIAISON_FAULTS</c> does.</summary>
    protected static int Times(int plain) =>
        int.TryParse(Environment.GetEnvironmentVariable("LIAISON_FAULTS"), CultureInfo.InvariantCulture, out var factor) && factor > 0 ? plain * factor : plain;

    [SetUp]
    public void Look()
    {
        _unobserved.Clear();
        _before = Figures.Take();
        TaskScheduler.UnobservedTaskException += Note;
    }

    [TearDown]
    public async Task CompareAsync()
    {
        while (_open.TryPop(out var opened))
        {
            await opened.DisposeAsync();
        }

        var after = await Figures.TakeBackAtAsync(_before);
        TaskScheduler.UnobservedTaskException -= Note;
        await TestContext.Out.WriteLineAsync($"before: {_before}\nafter:  {after}");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.AreBackAt(_before), $"before: {_before}; after: {after}");
            Assert.That(_unobserved, Is.Empty, "unobserved exceptions");
        }
    }

    /// <summary>Has something closed after the test, the newest first.</summary>
    protected T Opened<T>(T opened)
        where T : IAsyncDisposable
    {
        _open.Push(opened);
        return opened;
    }

    /// <summary>Measures from here on, since everything that is used for the first time has been.</summary>
    protected void LookAgain() => _before = Figures.Take();

    private void Note(object? sender, UnobservedTaskExceptionEventArgs args) => _unobserved.Enqueue(args.Exception);
}
