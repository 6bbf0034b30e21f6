using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>A call to be made: a command's name, its arguments, and what is wanted beside the result.</summary>
/// <param name="Command">The command's name.</param>
public sealed record CommandCall(string Command)
{
    /// <summary>The arguments by position. They are written when the call is made, and not kept.</summary>
    public IReadOnlyList<object?> Arguments { get; init; } = [];

    /// <summary>The arguments by name.</summary>
    public IReadOnlyDictionary<string, object?> Keywords { get; init; } = new Dictionary<string, object?>();

    /// <summary>
    /// How long the answer may take; past it the call fails with the code <c>timeout</c>. The other end is told the time too, so that it
    /// cancels the command. Null waits for ever. At least a millisecond.
    /// </summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// Whether the other end takes strings that start with <c>$</c> for references, so that a client escapes those that are data. Null
    /// knows it of the built-in commands, and takes it for all others: say false for one that is marked
    /// <see cref="CommandAttribute.ResolveReferences"/> false.
    /// </summary>
    public bool? ResolvesReferences { get; init; }

    /// <summary>
    /// How often the call is sent again where the connection was lost before its answer came. Then the command may be run more than once, so
    /// allow that only where it does no harm. It needs a client that connects again; a stream, a batch and a notification are never sent
    /// again. The default is 0.
    /// </summary>
    public int Retries { get; init; }

    /// <summary>The contract that the call belongs to, so that each host is asked about it first; null where nobody is to be asked.</summary>
    internal GeneratedContract? Contract { get; init; }

    /// <summary>The arguments as they are sent; null where they are written when that is done.</summary>
    internal CommandArguments? Written { get; init; }

    /// <summary>Whether bytes are attached to what is written, and not in it.</summary>
    internal bool IsWrittenToAttach { get; init; }

    /// <summary>
    /// Takes what the command reports with <see cref="IProgress{T}"/>, one report at a time and in order; null asks for none. It runs on
    /// the connection's reader, and must neither throw nor wait.
    /// </summary>
    internal Action<RawJson, System.Text.Json.JsonSerializerOptions>? Progress { get; init; }

    /// <summary>The same call, whose reports go to the given method.</summary>
    /// <typeparam name="T">What a report is read as.</typeparam>
    /// <param name="report">
    /// Takes the reports, one at a time and in order. It runs on the connection's reader, so it must not wait; what it throws is logged,
    /// and so is a report that cannot be read.
    /// </param>
    public CommandCall WithProgress<T>(Action<T?> report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return this with { Progress = (value, json) => report(Values.RawJsonReader.Read<T>(value, json)) };
    }
}
