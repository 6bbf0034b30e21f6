namespace Liaison.Transports;

/// <summary>Keeps <see cref="Console.Out"/> pointed at standard error for as long as anybody holds it, and the streams of programs that are started away from the protocol's.</summary>
internal sealed class ConsoleOutRedirection
{
    private readonly Lock _lock = new();
    private readonly TextWriter _previous;
    private readonly TextWriter _redirected;
    private int _holders = 1;

    /// <summary>Redirects, with one holder.</summary>
    public ConsoleOutRedirection()
    {
        _previous = Console.Out;
        Console.SetOut(Console.Error);
        _redirected = Console.Out;
    }

    /// <summary>The streams that are put back in the end; null where none were replaced. Replaced after the console has opened its own.</summary>
    public ChildStreams? Children { get; init; }

    public void Hold()
    {
        lock (_lock)
        {
            _holders++;
        }
    }

    /// <summary>Restores after the last holder, unless somebody else has redirected it in the meantime.</summary>
    public void Release()
    {
        lock (_lock)
        {
            if (--_holders != 0)
            {
                return;
            }

            Children?.Dispose();
            if (ReferenceEquals(Console.Out, _redirected))
            {
                Console.SetOut(_previous);
            }
        }
    }
}
