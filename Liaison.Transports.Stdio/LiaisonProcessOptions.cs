using Liaison.Client;

namespace Liaison.Transports;

/// <summary>How a <see cref="LiaisonProcess"/> is started, talked to and ended. The framing and the limits of streams are those over pipes, Unix sockets and standard streams.</summary>
public sealed record LiaisonProcessOptions : StreamOptions
{
    /// <summary>
    /// What the client is told; null takes the defaults. It always connects again, with the defaults of <see cref="ReconnectOptions"/> where it
    /// names none: a back end may live on when a connection to it is lost.
    /// </summary>
    public ClientOptions? Client { get; init; }

    /// <summary>
    /// Whether the back end speaks over its standard streams and does not say that it is ready, as <c>liaison stdio</c> would. Then it has to
    /// answer within <see cref="ReadyTimeout"/>. The default is false: it says where it is.
    /// </summary>
    public bool SpeaksOverStandardStreams { get; init; }

    /// <summary>Whether the back end is liaison-py, which knows no token, no subprotocol, and text alone. The default is false.</summary>
    public bool IsLiaisonPy { get; init; }

    /// <summary>What peers have to present, which the back end is told by the environment variable <c>LIAISON_TOKEN</c>; null takes that of <see cref="Client"/>, or makes one of 256 random bits.</summary>
    public string? Token { get; init; }

    /// <summary>Whether the back end is told no token. The default is false.</summary>
    public bool HasNoToken { get; init; }

    /// <summary>How long the back end may take to say that it is ready; then it is killed. The default is 30 s.</summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the back end may take to end when it was told to; then it is killed, with what it started. The default is 10 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How the back end is started again when it has ended; null, the default, does not.</summary>
    public RestartOptions? Restart { get; init; }

    /// <summary>
    /// Whether the back end is ended when this process is killed, by a shell that waits for that. Null does so unless the arguments have
    /// <c>--exit-with-parent</c>, with which a back end sees to it by itself. There is no such shell on Windows: use that argument there.
    /// </summary>
    public bool? Guards { get; init; }

    /// <summary>How many characters of what the back end wrote last are told in errors, of each of its streams. The default is 4,096.</summary>
    public int MaxToldText { get; init; } = 4_096;

    /// <summary>
    /// Takes what the back end writes to its standard output once it is ready, as it comes; null drops it. It is never called where that
    /// stream belongs to the protocol. It must neither throw nor wait.
    /// </summary>
    public Action<string>? OnOutput { get; init; }

    /// <summary>Takes what the back end writes to its standard error, as it comes; null drops it. It must neither throw nor wait.</summary>
    public Action<string>? OnError { get; init; }

    /// <summary>Names the type alone: a record would write its token.</summary>
    public override string ToString() => nameof(LiaisonProcessOptions);

    /// <inheritdoc/>
    public override LiaisonProcessOptions Validated()
    {
        base.Validated();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ReadyTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ReadyTimeout, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfLessThan(StopTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(StopTimeout, TimeSpan.FromDays(1));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxToldText);
        Restart?.Validate();
        return this;
    }
}
