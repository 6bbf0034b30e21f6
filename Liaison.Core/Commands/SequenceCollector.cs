using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>
/// Reads a sequence that is made while it is read to its end, before a reply is written: its code is the application's, and runs where
/// the command ran. Collections, which are there already, are left as they are, unless the serializer knows their items alone: a
/// source-generated context lists the types of the application, and not each collection of them.
/// </summary>
internal sealed class SequenceCollector(JsonSerializerOptions json, int maxItems)
{
    private static readonly MethodInfo CollectDefinition =
        typeof(SequenceCollector).GetMethod(nameof(CollectAsyncOf), BindingFlags.NonPublic | BindingFlags.Instance)!;

    /// <summary>The value, or the list of what it gave.</summary>
    /// <exception cref="CommandException">It gives more items than a reply may hold.</exception>
    public ValueTask<object?> CollectAsync(object? value, CancellationToken cancellationToken)
    {
        if (value is null or string || value.GetType().IsPrimitive)
        {
            return new ValueTask<object?>(value);
        }

        var type = value.GetType();
        if (value is not ICollection && AsyncItemType(type) is { } item)
        {
            return CollectAsynchronousAsync(value, item, cancellationToken);
        }

        return new ValueTask<object?>(value switch
        {
            IDictionary dictionary => KindOf(type) is null ? Collect(dictionary) : value,
            IEnumerable sequence => IsLeft(sequence, KindOf(type)) ? value : Collect(sequence, cancellationToken),
            _ => value,
        });
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An interface that is asked for by name here is kept on every type that is made.")]
    private static Type? AsyncItemType(Type type) =>
        type.GetInterfaces().FirstOrDefault(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>))
            ?.GetGenericArguments()[0];

    // Null: the serializer does not know the type. What else is wrong with it is told when it is written.
    private JsonTypeInfoKind? KindOf(Type type)
    {
        try
        {
            return json.TryGetTypeInfo(type, out var info) ? info.Kind : null;
        }
        catch (Exception failure) when (failure is InvalidOperationException or NotSupportedException)
        {
            return JsonTypeInfoKind.None;
        }
    }

    // What the serializer does not take for a sequence has a form of its own.
    private static bool IsLeft(IEnumerable sequence, JsonTypeInfoKind? kind) =>
        kind is not null && (kind != JsonTypeInfoKind.Enumerable || sequence is ICollection || !IsLazy(sequence.GetType()));

    // What has a count is a collection.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An interface that is asked for by name here is kept on every type that is made.")]
    private static bool IsLazy(Type type) =>
        !type.GetInterfaces().Any(contract => contract.IsGenericType
            && (contract.GetGenericTypeDefinition() == typeof(ICollection<>) || contract.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>)));

    private static Dictionary<string, object?> Collect(IDictionary dictionary)
    {
        var members = new Dictionary<string, object?>();
        foreach (DictionaryEntry entry in dictionary)
        {
            members[Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? ""] = entry.Value;
        }

        return members;
    }

    private List<object?> Collect(IEnumerable sequence, CancellationToken cancellationToken)
    {
        var items = new List<object?>();
        foreach (var item in sequence)
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
