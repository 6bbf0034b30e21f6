using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>A call to make: the command's name, its arguments, and the options of the call.</summary>
/// <param name="Command">The command's name.</param>
public sealed record CommandCall(string Command)
{
    /// <summary>The arguments by position. They are written as JSON when the call is made. Only a stream is kept, until the call ends.</summary>
    public IReadOnlyList<object?> Arguments { get; init; } = [];

    /// <summary>The arguments by name.</summary>
    public IReadOnlyDictionary<string, object?> Keywords { get; init; } = new Dictionary<string, object?>();

    /// <summary>How long to wait for the answer: from one millisecond to 24 days. Null, the default, waits without limit.</summary>
    /// <remarks>
    /// After this time the call fails with the error code <c>timeout</c>. The time is sent to the other end too, which cancels the command.
    /// The time includes reading a large result, unless the result is a stream that the caller reads.
    /// </remarks>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// Whether the other end treats strings that start with <c>$</c> as references. If it does, the client escapes such strings in data.
    /// </summary>
    /// <remarks>
    /// Null, the default, uses the known value for built-in commands, and true for all others. Set false for a command whose
    /// <see cref="CommandAttribute.ResolveReferences"/> is false.
    /// </remarks>
    public bool? ResolvesReferences { get; init; }

    /// <summary>How often the call is sent again if the connection is lost before the answer arrives. The default is 0.</summary>
    /// <remarks>
    /// The command may then run more than once, so set this only where that does no harm. It needs a client that reconnects. Streams,
    /// batches and notifications are never sent again.
    /// </remarks>
    public int Retries { get; init; }

    /// <summary>The contract of the call, so that the client first checks it with each host; null for no check.</summary>
    internal GeneratedContract? Contract { get; init; }

    /// <summary>The arguments, already written as JSON; null if they are written when the call is sent.</summary>
    internal CommandArguments? Written { get; init; }

    /// <summary>Whether the bytes of <see cref="Written"/> are attachments, and not inside the JSON.</summary>
    internal bool IsWrittenToAttach { get; init; }

    /// <summary>Receives the command's progress reports, one at a time and in order; null asks for none.</summary>
    /// <remarks>It runs on the connection's read loop, and must neither throw nor wait.</remarks>
    internal Action<RawJson, System.Text.Json.JsonSerializerOptions>? Progress { get; init; }

    /// <summary>Returns the same call, with progress reports going to the given method.</summary>
    /// <typeparam name="T">The type that a report is read as.</typeparam>
    /// <param name="report">
    /// Receives the reports, one at a time and in order. It runs on the connection's read loop, so it must not wait. Its exceptions are
    /// logged, and so are reports that cannot be read.
    /// </param>
    public CommandCall WithProgress<T>(Action<T?> report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return this with { Progress = (value, json) => report(Values.RawJsonReader.Read<T>(value, json)) };
    }
}
