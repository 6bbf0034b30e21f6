namespace Liaison.Tests.Lifetimes;

/// <summary>Where objects write what becomes of them.</summary>
public sealed class Diary
{
    private readonly List<string> _entries = [];

    public IReadOnlyList<string> Entries => _entries;

    public void Write(string entry) => _entries.Add(entry);
}

/// <summary>An object that is to be disposed.</summary>
public class Tracked(Diary diary, string name) : IDisposable
{
    protected Diary Diary => diary;

    public string Name => name;

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => diary.Write($"{name} disposed");
}

/// <summary>One that can be disposed either way.</summary>
public sealed class AsyncTracked(Diary diary, string name) : Tracked(diary, name), IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        Diary.Write($"{Name} disposed asynchronously");
        GC.SuppressFinalize(this);
    }
}

/// <summary>One that fails to be disposed.</summary>
public sealed class Stubborn(Diary diary, string name) : Tracked(diary, name)
{
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        throw new InvalidOperationException($"{Name} stays");
    }
}

/// <summary>A service of the host's, which makes objects and hands out its own.</summary>
public sealed class Factory(Diary diary, Tracked own)
{
    public Tracked Own() => own;

    public Factory Self() => this;

    public Tracked Make(string name) => new(diary, name);

    public async Task<Tracked> MakeAsync(string name)
    {
        await Task.Yield();
        return Make(name);
    }

    public object? Nothing() => null;

    public object Same(object value) => value;
}
