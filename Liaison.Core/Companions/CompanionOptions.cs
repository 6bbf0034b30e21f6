using System.Text.Json;

namespace Liaison.Companions;

/// <summary>What a <see cref="Companion"/> may be told.</summary>
public sealed record CompanionOptions
{
    /// <summary>
    /// How arguments are read and results are written; null takes <see cref="JsonSerializerDefaults.Web"/>. They are copied; Liaison adds
    /// converters for what JSON has no form for (types, methods, exceptions, tuples, NaN) behind those that are there.
    /// </summary>
    public JsonSerializerOptions? Json { get; init; }

    /// <summary>Whether errors carry stack traces to peers. The default is false.</summary>
    public bool IncludeErrorDetails { get; init; }

    /// <summary>
    /// Whether peers must be known before they may call commands, but for those marked <c>[Command(RequiresAuthentication = false)]</c>,
    /// as the command that signs in is, and <c>ping</c>. The default is false: each command says for itself
    /// (<see cref="Commands.CommandAttribute.RequiresAuthentication"/>), and the built-in ones are for everybody who can connect.
    /// </summary>
    public bool RequireAuthentication { get; init; }

    /// <summary>How many names the namespace may hold. The default is 100,000.</summary>
    public int MaxNames { get; init; } = 100_000;

    /// <summary>How deeply arrays and objects may be nested in a message, at most 1,000. The default is 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>
    /// How many items of a sequence that is made while it is read (an iterator, an <see cref="IAsyncEnumerable{T}"/>) a reply may hold;
    /// more is an error. The default is 100,000.
    /// </summary>
    public int MaxSequenceItems { get; init; } = 100_000;

    /// <summary>
    /// How many bytes a stream may give that a command returns to a caller who takes no streams: they are answered all at once, and more
    /// fail with <c>too_large</c>. The default is 8 MiB.
    /// </summary>
    public int MaxCollectedBytes { get; init; } = 8 << 20;

    /// <summary>
    /// How many generic types peers may have made by naming them (<c>List&lt;Dictionary&lt;string, int&gt;&gt;</c>): the process keeps
    /// every one of them. The default is 1,000.
    /// </summary>
    public int MaxGenericTypes { get; init; } = ExposurePolicy.DefaultMaxGenericTypes;

    /// <summary>Checks the values, so that a wrong one is told before anything is served.</summary>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxNames, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDepth, 3);

        // What is nested is read by methods that call themselves, and a stack has an end.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxDepth, 1_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSequenceItems, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxCollectedBytes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxGenericTypes);
    }
}
