using System.Globalization;

namespace Desktop;

/// <summary>
/// The window, drawn as one line of text. As the controls of a toolkit, all of it belongs to the thread that made it, and refuses any other.
/// </summary>
/// <param name="draw">Takes the line whenever it has changed.</param>
public sealed class Window(Action<string> draw)
{
    private const int BarWidth = 20;

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _title = "Untitled";
    private string _status = "Ready";
    private double? _progress;
    private int _beats;

    /// <summary>Is told of a new title and of a new status, with the name of the one that has changed.</summary>
    public event Action<string, string>? Changed;

    /// <summary>The name of the document.</summary>
    public string Title
    {
        get => Checked(_title);
        set
        {
            Change(ref _title, value);
            Changed?.Invoke("title", value);
        }
    }

    /// <summary>What the window says at its bottom.</summary>
    public string Status
    {
        get => Checked(_status);
        set
        {
            Change(ref _status, value);
            Changed?.Invoke("status", value);
        }
    }

    /// <summary>How much is done of what takes long, from 0 to 1; null while nothing does.</summary>
    public double? Progress
    {
        get => Checked(_progress);
        set => Change(ref _progress, value);
    }

    /// <summary>How often the window has shown that it is alive.</summary>
    public int Beats => Checked(_beats);

    /// <summary>Ends when the window was closed.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Shows that the window is alive, as a cursor that blinks does: a frozen window shows nothing.</summary>
    public void Beat() => Change(ref _beats, Checked(_beats) + 1);

    /// <summary>Closes the window.</summary>
    public void Close() => Checked(_closed).TrySetResult();

    private T Checked<T>(T value) => Environment.CurrentManagedThreadId == _thread
        ? value
        : throw new InvalidOperationException("The window belongs to another thread. Post to its message loop, or give the host that as SynchronizationContext.");

    private void Change<T>(ref T field, T value)
    {
        field = Checked(value);
        var filled = (int)((_progress ?? 0) * BarWidth);
        var bar = _progress is null ? "" : $" [{new string('#', filled)}{new string('.', BarWidth - filled)}]";
        draw(string.Create(CultureInfo.InvariantCulture, $"{(_beats % 2 == 0 ? '+' : '*')} {_title} | {_status}{bar}"));
    }
}
