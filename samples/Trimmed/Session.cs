namespace Trimmed;

/// <summary>The program exposes this type, so the front end may create objects of it.</summary>
public sealed class Session(string subject) : IDisposable
{
    private readonly List<Trial> _trials = [];

    public static string Unit => "ms";

    public static int Disposed { get; private set; }

    public string Subject { get; set; } = subject;

    public int Count => _trials.Count;

    public Trial this[int index] => _trials[index];

    public string Record(Trial trial)
    {
        _trials.Add(trial);
        return $"trial {trial.Name}";
    }

    public string Record(string note) => $"note {note}";

    public string Record(int count) => $"count {count}";

    public double Twice(double value) => 2 * value;

    public bool IsSame(Session other) => ReferenceEquals(this, other);

    public async Task<Rating> RateAsync(Rating rating)
    {
        await Task.Yield();
        return rating;
    }

    public void Dispose() => Disposed++;

    /// <summary>Nested types are exposed with the type around them.</summary>
    public sealed class Clock
    {
        public int Ticks { get; private set; }

        public int Tick(int times = 1) => Ticks += times;
    }
}
