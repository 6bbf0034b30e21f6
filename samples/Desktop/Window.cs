using System.Globalization;

namespace Desktop;

/// <summary>
/// The window, drawn as one line of text. Like the controls of a toolkit it belongs to the thread that created it, and refuses all
/// other threads.
/// </summary>
/// <param name="draw">Receives the line whenever it has changed.</param>
public sealed class Window(Action<string> draw)
{
    private const int BarWidth = 20;

    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _title = "Untitled";
    private string _status = "Ready";
    private double? _progress;
    private int _beats;

    /// <summary>Raised for a new title and for a new status, with the name and the value of the changed property.</summary>
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

    /// <summary>The text at the bottom of the window.</summary>
    public string Status
    {
        get => Checked(_status);
        set
        {
            Change(ref _status, value);
            Changed?.Invoke("status", value);
        }
    }

    /// <summary>The progress of a long command, from 0 to 1; null if there is none.</summary>
    public double? Progress
    {
        get => Checked(_progress);
        set => Change(ref _progress, value);
    }

    /// <summary>The number of signs of life that the window has shown.</summary>
    public int Beats => Checked(_beats);

    /// <summary>Completes when the window was closed.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Shows a sign of life, like a blinking cursor. A frozen window shows none.</summary>
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
