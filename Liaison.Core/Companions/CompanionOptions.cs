using System.Text.Json;

namespace Liaison.Companions;

/// <summary>Options of a <see cref="Companion"/>.</summary>
public sealed record CompanionOptions
{
    /// <summary>The settings for reading arguments and writing results; null uses <see cref="JsonSerializerDefaults.Web"/>.</summary>
    /// <remarks>
    /// The settings are copied. After your own converters, Liaison adds converters for values without a JSON form (types, methods,
    /// exceptions, tuples, NaN).
    /// </remarks>
    public JsonSerializerOptions? Json { get; init; }

    /// <summary>Whether errors that are sent to peers contain stack traces. The default is false.</summary>
    public bool IncludeErrorDetails { get; init; }

    /// <summary>Whether only authenticated peers may call commands. The default is false.</summary>
    /// <remarks>
    /// With true, peers that are not authenticated may call only <c>ping</c> and the commands marked
    /// <c>[Command(RequiresAuthentication = false)]</c>, such as a sign-in command. With false, each command decides for itself
    /// (<see cref="Commands.CommandAttribute.RequiresAuthentication"/>), and everybody who can connect may call the built-in commands.
    /// </remarks>
    public bool RequireAuthentication { get; init; }

    /// <summary>How many names the namespace may hold, at least 2. The default is 100,000.</summary>
    public int MaxNames { get; init; } = 100_000;

    /// <summary>How deeply arrays and objects may be nested in a message: 3 to 1,000. The default is 64.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>How many items of a lazy sequence a reply may hold; more is an error. The default is 100,000.</summary>
    /// <remarks>A lazy sequence is an iterator or an <see cref="IAsyncEnumerable{T}"/>, for example.</remarks>
    public int MaxSequenceItems { get; init; } = 100_000;

    /// <summary>How many bytes of a stream a reply may hold, if the caller takes no streams. The default is 8 MiB.</summary>
    /// <remarks>
    /// For such a caller, the stream is read and answered as a whole. A longer stream fails with the error code <c>too_large</c>.
    /// </remarks>
    public int MaxCollectedBytes { get; init; } = 8 << 20;

    /// <summary>
    /// How many generic types peers may create by naming them (<c>List&lt;Dictionary&lt;string, int&gt;&gt;</c>). The process keeps every
    /// created type for its lifetime. The default is 1,000.
    /// </summary>
    public int MaxGenericTypes { get; init; } = ExposurePolicy.DefaultMaxGenericTypes;

    /// <summary>Checks the values, so that a wrong one is reported before anything is served.</summary>
    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxNames, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDepth, 3);

        // Nested values are read recursively, and the stack is limited.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxDepth, 1_000);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSequenceItems, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxCollectedBytes, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxGenericTypes);
    }
}
