using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Liaison.Messages;

namespace Liaison.Companions;

/// <summary>
/// Reads a sequence that is made while it is read to its end, before a reply is written: its code is the application's, and runs where
/// the command ran. Collections, which are there already, are left as they are.
/// </summary>
internal sealed class SequenceCollector(JsonSerializerOptions json, int maxItems)
{
    private static readonly MethodInfo CollectDefinition =
        typeof(SequenceCollector).GetMethod(nameof(CollectAsyncOf), BindingFlags.NonPublic | BindingFlags.Instance)!;

    /// <summary>The value, or the list of what it gave.</summary>
    /// <exception cref="CommandException">It gives more items than a reply may hold.</exception>
    public ValueTask<object?> CollectAsync(object? value, CancellationToken cancellationToken)
    {
        if (value is null or string or ICollection || value.GetType().IsPrimitive)
        {
            return new ValueTask<object?>(value);
        }

        if (AsyncItemType(value.GetType()) is { } item)
        {
            return CollectAsynchronousAsync(value, item, cancellationToken);
        }

        return new ValueTask<object?>(value is IEnumerable lazy && IsLazy(value.GetType()) ? Collect(lazy, cancellationToken) : value);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An interface that the result's own code uses is kept.")]
    private static Type? AsyncItemType(Type type) =>
        type.GetInterfaces().FirstOrDefault(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>))
            ?.GetGenericArguments()[0];

    // What has a count is a collection; what the serializer does not take for a sequence has a form of its own.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An interface that the result's own code uses is kept.")]
    private bool IsLazy(Type type) =>
        !type.GetInterfaces().Any(contract => contract.IsGenericType
            && (contract.GetGenericTypeDefinition() == typeof(ICollection<>) || contract.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>)))
        && json.TryGetTypeInfo(type, out var info) && info.Kind == JsonTypeInfoKind.Enumerable;

    private List<object?> Collect(IEnumerable lazy, CancellationToken cancellationToken)
    {
        var items = new List<object?>();
        foreach (var item in lazy)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Add(items, item);
        }

        return items;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "The method needs no annotated type argument.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Where the code of this instantiation does not exist, the command fails and says so.")]
    private ValueTask<object?> CollectAsynchronousAsync(object sequence, Type item, CancellationToken cancellationToken) =>
        (ValueTask<object?>)CollectDefinition.MakeGenericMethod(item).Invoke(this, [sequence, cancellationToken])!;

    private async ValueTask<object?> CollectAsyncOf<T>(IAsyncEnumerable<T> sequence, CancellationToken cancellationToken)
    {
        var items = new List<object?>();
        await foreach (var item in sequence.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Add(items, item);
        }

        return items;
    }

    private void Add(List<object?> items, object? item)
    {
        if (items.Count == maxItems)
        {
            throw new CommandException(
                ErrorCode.TooLarge, $"The sequence gives more than {maxItems} items. Give fewer, or raise CompanionOptions.MaxSequenceItems.");
        }

        items.Add(item);
    }
}
