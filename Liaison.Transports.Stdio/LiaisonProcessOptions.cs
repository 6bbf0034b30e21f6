using Liaison.Client;

namespace Liaison.Transports;

/// <summary>
/// How a <see cref="LiaisonProcess"/> starts, connects to and stops its back end. Framing and limits of streams apply to pipes,
/// Unix sockets and standard streams.
/// </summary>
public sealed record LiaisonProcessOptions : StreamOptions
{
    /// <summary>The options of the client; null uses the defaults.</summary>
    /// <remarks>
    /// The client always reconnects, because a back end can outlive a connection. If the options have no
    /// <see cref="ReconnectOptions"/>, the defaults are used.
    /// </remarks>
    public ClientOptions? Client { get; init; }

    /// <summary>
    /// Whether the back end speaks over its standard streams without a ready message, as <c>liaison stdio</c> does. The default is
    /// false: the back end reports its address.
    /// </summary>
    /// <remarks>If true, the back end must answer within <see cref="ReadyTimeout"/>.</remarks>
    public bool SpeaksOverStandardStreams { get; init; }

    /// <summary>
    /// Whether the back end is liaison-py, which supports no token, no subprotocol, and only text. The default is false.
    /// </summary>
    public bool IsLiaisonPy { get; init; }

    /// <summary>
    /// The token that peers must present. Null uses the token of <see cref="Client"/>, or generates one with 256 random bits.
    /// </summary>
    /// <remarks>The back end receives it in the environment variable <c>LIAISON_TOKEN</c>.</remarks>
    public string? Token { get; init; }

    /// <summary>Whether the back end receives no token. The default is false.</summary>
    public bool HasNoToken { get; init; }

    /// <summary>How long the back end may take until it is ready; after that it is killed. The default is 30 s.</summary>
    public TimeSpan ReadyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the back end may take to end after it was asked to; after that it is killed, with the processes that it started.
    /// The default is 10 s.
    /// </summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the back end may take to end after its connection has ended. Only after that, the client connects to it again.
    /// </summary>
    /// <remarks>A process that is ending may still accept a connection, and the calls over that connection would be lost.</remarks>
    internal TimeSpan EndGrace { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How the back end is restarted after it has ended. Null, the default: it is not restarted.</summary>
    public RestartOptions? Restart { get; init; }

    /// <summary>
    /// Whether a small shell process watches this process, and ends the back end if this process is killed. Null: true, unless the
    /// arguments contain <c>--exit-with-parent</c>.
    /// </summary>
    /// <remarks>
    /// With <c>--exit-with-parent</c> a back end ends by itself. There is no such shell on Windows: use that argument there.
    /// </remarks>
    public bool? Guards { get; init; }

    /// <summary>
    /// How many characters of the last output of the back end are shown in errors, for each of its two streams. The default is
    /// 4,096.
    /// </summary>
    public int MaxToldText { get; init; } = 4_096;

    /// <summary>Receives the back end's standard output after it is ready, as it arrives; null drops the output.</summary>
    /// <remarks>
    /// It is never called if standard output belongs to the protocol. It must neither throw nor wait.
    /// </remarks>
    public Action<string>? OnOutput { get; init; }

    /// <summary>Receives the back end's standard error as it arrives; null drops it. It must neither throw nor wait.</summary>
    public Action<string>? OnError { get; init; }

    /// <summary>Returns only the name of the type: a record's text would contain the token.</summary>
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
