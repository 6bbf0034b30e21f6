using System.Text.Json;

namespace Liaison.Messages;

/// <summary>One argument as it stands in a message.</summary>
/// <param name="Name">The keyword it was given by; null for a positional one.</param>
/// <param name="Json">Its value: one JSON value in UTF-8.</param>
/// <param name="Kind">The value's first token.</param>
public readonly record struct Argument(string? Name, ReadOnlyMemory<byte> Json, JsonTokenType Kind)
{
    /// <summary>Whether a string in the value starts with <c>$</c>, so that it may hold a reference.</summary>
    public bool MayRefer { get; init; }

    /// <summary>What <c>{"$attachment": index}</c> in the value stands for; null where its message has none.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Attachments { get; init; }
}
