using System.Text.Json;

namespace Liaison.Messages;

/// <summary>One argument in its form in the message.</summary>
/// <param name="Name">The argument's name; null for a positional argument.</param>
/// <param name="Json">Its value: one JSON value in UTF-8.</param>
/// <param name="Kind">The value's first token.</param>
public readonly record struct Argument(string? Name, ReadOnlyMemory<byte> Json, JsonTokenType Kind)
{
    /// <summary>Whether a string in the value starts with <c>$</c>, so that it may hold a reference.</summary>
    public bool MayRefer { get; init; }

    /// <summary>The bytes that <c>{"$attachment": index}</c> in the value refers to; null if the message has no attachments.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Attachments { get; init; }
}
