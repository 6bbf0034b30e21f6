using System.Collections.Concurrent;

namespace Liaison.Benchmarks.Soak;

/// <summary>What has become of all that was asked for over one way. Thread-safe.</summary>
internal sealed class SoakTally
{
    private const int KeptSurprises = 5;

    private readonly ConcurrentQueue<string> _surprises = new();
    private long _commands;
    private long _expectedErrors;
    private long _unexpected;
    private long _cutCalls;
    private long _cuts;
    private long _lost;
    private long _repeated;
    private long _events;
    private long _rubbish;

    /// <summary>Commands that were answered, those with an error included.</summary>
    public long Commands => Interlocked.Read(ref _commands);

    /// <summary>Errors that were asked for.</summary>
    public long ExpectedErrors => Interlocked.Read(ref _expectedErrors);

    /// <summary>Answers that are not those that were asked for.</summary>
    public long Unexpected => Interlocked.Read(ref _unexpected);

    /// <summary>Calls whose link was cut before their answer came.</summary>
    public long CutCalls => Interlocked.Read(ref _cutCalls);

    /// <summary>How often a link was cut.</summary>
    public long Cuts => Interlocked.Read(ref _cuts);

    /// <summary>Calls that had no answer although their link was there.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Answers that came again, and commands that were run again.</summary>
    public long Repeated => Interlocked.Read(ref _repeated);

    /// <summary>Events that came.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>Messages that were sent and are none.</summary>
    public long Rubbish => Interlocked.Read(ref _rubbish);

    /// <summary>The first of what was unexpected.</summary>
    public IEnumerable<string> Surprises => _surprises;

    public bool IsClean => Unexpected == 0 && Lost == 0 && Repeated == 0;

    public void Answered(int count = 1) => Interlocked.Add(ref _commands, count);

    public void Refused()
    {
        Interlocked.Increment(ref _commands);
        Interlocked.Increment(ref _expectedErrors);
    }

    public void Surprised(string surprise)
    {
        Interlocked.Increment(ref _unexpected);
        Keep(surprise);
    }

    public void CutOff(int calls) => Interlocked.Add(ref _cutCalls, calls);

    public void Cut() => Interlocked.Increment(ref _cuts);

    public void Lose(int calls, string what)
    {
        Interlocked.Add(ref _lost, calls);
        Keep($"{calls} lost: {what}");
    }

    public void Repeat(string what)
    {
        Interlocked.Increment(ref _repeated);
        Keep($"repeated: {what}");
    }

    public void Heard() => Interlocked.Increment(ref _events);

    public void Littered() => Interlocked.Increment(ref _rubbish);

    private void Keep(string surprise)
    {
        if (_surprises.Count < KeptSurprises)
        {
            _surprises.Enqueue(surprise);
        }
    }
}
