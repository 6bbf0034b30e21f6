namespace Liaison.Transports;

/// <summary>
/// Redirects <see cref="Console.Out"/> to standard error while it has holders, and keeps started programs away from the protocol's
/// streams.
/// </summary>
internal sealed class ConsoleOutRedirection
{
    private readonly Lock _lock = new();
    private readonly TextWriter _previous;
    private readonly TextWriter _redirected;
    private int _holders = 1;

    /// <summary>Redirects. The caller is the first holder.</summary>
    public ConsoleOutRedirection()
    {
        _previous = Console.Out;
        Console.SetOut(Console.Error);
        _redirected = Console.Out;
    }

    /// <summary>
    /// The streams that are restored at the end, or null if none were replaced. They are replaced after the console has opened its
    /// own streams.
    /// </summary>
    public ChildStreams? Children { get; init; }

    public void Hold()
    {
        lock (_lock)
        {
            _holders++;
        }
    }

    /// <summary>
    /// Releases one holder. The last release restores the output, unless other code has redirected it in the meantime.
    /// </summary>
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
