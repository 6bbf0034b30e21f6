using NATS.Client.Core;

namespace Liaison.Transports;

/// <summary>Where NATS is, under which subjects workers and callers meet there, and the limits of both.</summary>
/// <remarks>A <see cref="NatsTransport"/> and the <see cref="NatsConnector"/> to it need the same <see cref="Subject"/>; all else is each end's own.</remarks>
public sealed record NatsOptions
{
    private const int LargestWindow = 1 << 30;

    /// <summary>
    /// The NATS servers, and how to reach them: addresses, credentials, TLS, reconnecting, all by NATS's own options. The default is
    /// <c>nats://localhost:4222</c> without credentials.
    /// </summary>
    public NatsOpts Connection { get; init; } = NatsOpts.Default with { Name = "Liaison" };

    /// <summary>
    /// What every subject begins with: letters, digits, <c>-</c> and <c>_</c>, with dots between. Callers ask for a worker at
    /// <c>{Subject}.connect</c>; a session is at <c>{Subject}.session.{id}.worker</c> and <c>.caller</c>. The default is <c>liaison</c>.
    /// </summary>
    public string Subject { get; init; } = "liaison";

    /// <summary>The queue group of the workers, of which one answers each caller. The default is <c>workers</c>.</summary>
    public string QueueGroup { get; init; } = "workers";

    /// <summary>How many sessions a worker has at once; then it leaves the queue group until one has ended. The default is 1,024.</summary>
    public int MaxConnections { get; init; } = 1_024;

    /// <summary>How many sessions may wait at a worker to be accepted; another caller is told that it is busy, and tries elsewhere. The default is 128.</summary>
    public int Backlog { get; init; } = 128;

    /// <summary>How many workers a caller asks before connecting fails, where those that answer are busy or leaving. The default is 8.</summary>
    public int MaxAttempts { get; init; } = 8;

    /// <summary>How long a worker may take to answer a caller before another is asked. The default is 2 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The largest message accepted, in bytes. A larger one is given truncated, and ends the session. The default is 16 MiB.</summary>
    public int MaxMessageBytes { get; init; } = TransportLimits.DefaultMaxMessageBytes;

    /// <summary>
    /// How many bytes of a session may be on their way to this end, or lie here unread; then the other end waits. It keeps as many, to send
    /// them again where a connection to NATS was lost. The default is 1 MiB.
    /// </summary>
    public int WindowBytes { get; init; } = 1 << 20;

    /// <summary>The most bytes that this end puts into one message of NATS; the server's <c>max_payload</c> is kept to as well. The default is 64 KiB.</summary>
    public int MaxChunkBytes { get; init; } = 64 << 10;

    /// <summary>How often each end of a session gives a sign of life. The default is 2 s.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long the server may say that nobody is at the other end of a session before the session has ended. It leaves the other end time
    /// to come back where the server was restarted. The default is 8 s.
    /// </summary>
    public TimeSpan MissingAfter { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long nothing may be heard of the other end before the session has ended; at least two heartbeats. The default is 20 s.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long a worker that stops goes on with the sessions that it has, so that their callers can go to another one. It takes no more
    /// meanwhile. The default is 5 s; zero ends them at once.
    /// </summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The options that an address stands for.</summary>
    /// <param name="address"><c>nats://host:port</c>, or <c>nats://user:password@host:port/subject</c>; <c>tls</c> in place of <c>nats</c> asks for TLS.</param>
    /// <exception cref="ArgumentException">The address has another form.</exception>
    public static NatsOptions ForAddress(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("nats" or "tls") || uri.Host.Length == 0 || uri.Query.Length > 0)
        {
            // Without what may be a password.
            throw new ArgumentException("This is not an address of NATS. Write nats://host:port, or nats://host:port/subject.", nameof(address));
        }

        var options = new NatsOptions();
        var subject = uri.AbsolutePath.Trim('/');
        return (options with
        {
            Connection = options.Connection with { Url = uri.GetLeftPart(UriPartial.Authority) },
            Subject = subject.Length > 0 ? subject : options.Subject,
        }).Validated();
    }

    /// <summary>Names the type alone: the connection's options hold credentials.</summary>
    public override string ToString() => nameof(NatsOptions);

    /// <summary>What users are shown: without credentials.</summary>
    internal string Address => string.Join(',', Connection.Url.Split(',').Select(WithoutUser)) + "/" + Subject;

    /// <summary>How messages are told apart in a session.</summary>
    internal StreamOptions Stream => new() { Framing = StreamFraming.Length, MaxMessageBytes = MaxMessageBytes };

    internal NatsOptions Validated()
    {
        ArgumentNullException.ThrowIfNull(Connection);
        CheckAddress(Connection.Url, nameof(Connection));
        CheckName(Subject, nameof(Subject), dots: true);
        CheckName(QueueGroup, nameof(QueueGroup), dots: true);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConnections, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Backlog, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConnectTimeout, TimeSpan.Zero, nameof(ConnectTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMessageBytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxMessageBytes, Array.MaxLength / 2, nameof(MaxMessageBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(WindowBytes, 1_024);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(WindowBytes, LargestWindow, nameof(WindowBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxChunkBytes, 512);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxChunkBytes, LargestWindow, nameof(MaxChunkBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(Heartbeat, TimeSpan.FromMilliseconds(10), nameof(Heartbeat));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Heartbeat, TimeSpan.FromHours(1), nameof(Heartbeat));
        ArgumentOutOfRangeException.ThrowIfLessThan(MissingAfter, TimeSpan.Zero, nameof(MissingAfter));
        ArgumentOutOfRangeException.ThrowIfLessThan(LostAfter, Heartbeat * 2, nameof(LostAfter));
        ArgumentOutOfRangeException.ThrowIfLessThan(DrainTimeout, TimeSpan.Zero, nameof(DrainTimeout));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(DrainTimeout, TimeSpan.FromDays(1), nameof(DrainTimeout));
        return this;
    }

    private static string WithoutUser(string url) => url[..(url.IndexOf("//", StringComparison.Ordinal) + 2)] + url[(url.IndexOf("//", StringComparison.Ordinal) + 2)..].Split('@')[^1].TrimEnd('/');

    // Without the address, which may have a password in it.
    private static void CheckAddress(string urls, string option)
    {
        if (string.IsNullOrEmpty(urls) || !urls.Split(',').All(url => Uri.TryCreate(url.Contains("://", StringComparison.Ordinal) ? url : "nats://" + url, UriKind.Absolute, out var uri)
            && uri.Scheme is "nats" or "tls" or "ws" or "wss" && uri.Host.Length > 0))
        {
            throw new ArgumentException("This is not an address of NATS. Write nats://host:port, and commas between several.", option);
        }
    }

    private static void CheckName(string name, string option, bool dots)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, option);
        if (!name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || (dots && c == '.')) || name.Split('.').Any(part => part.Length == 0))
        {
            throw new ArgumentException($"'{name}' cannot be the {option}. Use letters, digits, - and _, with dots between.", option);
        }
    }
}
