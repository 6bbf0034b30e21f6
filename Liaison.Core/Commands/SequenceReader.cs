using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Liaison.Commands;

/// <summary>Reads asynchronous sequences. Each reader reads items of one type.</summary>
internal abstract class SequenceReader
{
    private static readonly ConcurrentDictionary<Type, SequenceReader> ByItem = new();
    private static readonly ConditionalWeakTable<Type, Found> BySequence = [];

    /// <summary>The reader for a type; null if the type is not an asynchronous sequence.</summary>
    public static SequenceReader? Of(Type type) => BySequence.GetValue(type, static type => new Found(ItemTypeOf(type) is { } item ? OfItem(item) : null)).Reader;

    /// <summary>Registers the reader for items of type <typeparamref name="T"/>, so that it is not created by reflection.</summary>
    public static void Know<T>() => ByItem.TryAdd(typeof(T), new SequenceReader<T>());

    /// <summary>Passes on each item, in order, until the sequence ends or the token fires.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="context">The call.</param>
    /// <param name="take">Receives an item. The next item is read after this task has ended.</param>
    public abstract ValueTask ReadAsync(object sequence, CommandContext context, Func<object?, ValueTask> take);

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An interface that is asked for by name here is kept on every type that is made.")]
    private static Type? ItemTypeOf(Type type) =>
        type.GetInterfaces().FirstOrDefault(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>))
            ?.GetGenericArguments()[0];

    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The reader needs no annotated type argument.")]
    [UnconditionalSuppressMessage("Trimming", "IL2071", Justification = "As above.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Where the code of this instantiation does not exist, the command fails and says so.")]
    private static SequenceReader OfItem(Type item) =>
        ByItem.GetOrAdd(item, static item => (SequenceReader)Activator.CreateInstance(typeof(SequenceReader<>).MakeGenericType(item))!);

    private sealed record Found(SequenceReader? Reader);
}
