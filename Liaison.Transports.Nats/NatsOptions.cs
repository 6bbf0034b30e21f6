using NATS.Client.Core;

namespace Liaison.Transports;

/// <summary>The NATS servers, the subjects at which workers and callers meet, and the limits of both.</summary>
/// <remarks>
/// A <see cref="NatsTransport"/> and its <see cref="NatsConnector"/> need the same <see cref="Subject"/>. All other options may
/// differ.
/// </remarks>
public sealed record NatsOptions
{
    private const int LargestWindow = 1 << 30;

    /// <summary>
    /// The NATS servers and how to reach them: addresses, credentials, TLS and reconnecting, as NATS's own options. The default is
    /// <c>nats://localhost:4222</c> without credentials.
    /// </summary>
    public NatsOpts Connection { get; init; } = NatsOpts.Default with { Name = "Liaison" };

    /// <summary>
    /// The beginning of every subject: letters, digits, <c>-</c> and <c>_</c>, in parts separated by dots. The default is
    /// <c>liaison</c>.
    /// </summary>
    /// <remarks>
    /// Callers ask for a worker at <c>{Subject}.connect</c>. A session uses <c>{Subject}.session.{id}.worker</c> and
    /// <c>.caller</c>.
    /// </remarks>
    public string Subject { get; init; } = "liaison";

    /// <summary>The queue group of the workers. The default is <c>workers</c>.</summary>
    /// <remarks>One worker of the group answers each caller.</remarks>
    public string QueueGroup { get; init; } = "workers";

    /// <summary>The most sessions of a worker. The default is 1,024.</summary>
    /// <remarks>A full worker leaves the queue group until a session has ended.</remarks>
    public int MaxConnections { get; init; } = 1_024;

    /// <summary>How many sessions may wait at a worker to be accepted. The default is 128.</summary>
    /// <remarks>Further callers are told that the worker is busy, and ask another one.</remarks>
    public int Backlog { get; init; } = 128;

    /// <summary>
    /// How many workers a caller asks before connecting fails, if those that answer are busy or leaving. The default is 8.
    /// </summary>
    public int MaxAttempts { get; init; } = 8;

    /// <summary>How long a worker may take to answer a caller before another is asked. The default is 2 s. At most one day.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The largest accepted message, in bytes. The default is 16 MiB.</summary>
    /// <remarks>A larger message is delivered truncated, and ends the session.</remarks>
    public int MaxMessageBytes { get; init; } = TransportLimits.DefaultMaxMessageBytes;

    /// <summary>
    /// How many bytes of a session may be in transit to this end or unread at this end; then the other end waits. The default is 1
    /// MiB.
    /// </summary>
    /// <remarks>The sender keeps these bytes, to send them again if a connection to NATS was lost.</remarks>
    public int WindowBytes { get; init; } = 1 << 20;

    /// <summary>The most bytes that this end puts into one NATS message. The default is 64 KiB.</summary>
    /// <remarks>The server's <c>max_payload</c> is respected too.</remarks>
    public int MaxChunkBytes { get; init; } = 64 << 10;

    /// <summary>How often each end of a session sends a heartbeat. The default is 2 s.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long the server may report that nobody listens at the other end, before the session ends. The default is 8 s.
    /// </summary>
    /// <remarks>This gives the other end time to come back after a restart of the server.</remarks>
    public TimeSpan MissingAfter { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long the other end may be silent before the session ends; at least two heartbeats. The default is 20 s.</summary>
    /// <remarks>A pause of this process, for example while the machine sleeps, does not count.</remarks>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long a stopping worker keeps serving its sessions, so that their callers can move to another worker. The default is 5 s;
    /// zero ends the sessions at once.
    /// </summary>
    /// <remarks>The worker accepts no new sessions meanwhile.</remarks>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Returns the options for an address.</summary>
    /// <param name="address">
    /// <c>nats://host:port</c>, or <c>nats://user:password@host:port/subject</c>; <c>tls</c> instead of <c>nats</c> requires TLS.
    /// </param>
    /// <exception cref="ArgumentException">The address is not valid.</exception>
    public static NatsOptions ForAddress(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("nats" or "tls") || uri.Host.Length == 0 || uri.Query.Length > 0)
        {
            // The text does not contain the address, which may contain a password.
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

    /// <summary>Returns only the name of the type: the options of the connection contain credentials.</summary>
    public override string ToString() => nameof(NatsOptions);

    /// <summary>The address for users: without credentials.</summary>
    internal string Address => string.Join(',', Connection.Url.Split(',').Select(WithoutUser)) + "/" + Subject;

    /// <summary>How messages are separated in a session.</summary>
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
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ConnectTimeout, TimeSpan.FromDays(1), nameof(ConnectTimeout));
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

    // The text does not contain the address, which may contain a password.
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
