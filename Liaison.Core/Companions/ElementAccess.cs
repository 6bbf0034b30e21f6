using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Companions;

/// <summary>
/// Steps from an object to one of its elements. The elements of the framework's own collections are data, like the collection itself,
/// and need no exposure; the indexer of any other type does.
/// </summary>
internal sealed class ElementAccess(MemberCache members, ArgumentReader reader)
{
    /// <summary>The element.</summary>
    /// <exception cref="CommandException">There is no such element, no indexer takes such a key, or its type is not exposed.</exception>
    public object? Get(object owner, TargetHop hop) => owner switch
    {
        Array array => GetOfArray(array, hop),
        IDictionary dictionary when IsFrameworks(owner) => GetOfDictionary(dictionary, hop),
        IList list when IsFrameworks(owner) => GetOfList(list, hop),
        _ => GetByIndexer(owner, hop),
    };

    private static bool IsFrameworks(object owner) => owner.GetType().Namespace?.StartsWith("System.Collections", StringComparison.Ordinal) == true;

    private object? GetOfArray(Array array, TargetHop hop)
    {
        if (array.Rank != hop.Keys.Count)
        {
            throw new CommandException(ErrorCode.NotFound, $"The array has {array.Rank} dimensions, and {Display(hop)} gives {hop.Keys.Count} indexes.");
        }

        var indexes = new int[array.Rank];
        for (var i = 0; i < indexes.Length; i++)
        {
            indexes[i] = (int)Key(hop, i, typeof(int))!;
            if (indexes[i] < array.GetLowerBound(i) || indexes[i] > array.GetUpperBound(i))
            {
                throw NoElement(hop, array.GetLength(i));
            }
        }

        return array.GetValue(indexes);
    }

    private object? GetOfList(IList list, TargetHop hop)
    {
        var index = (int)SingleKey(hop, typeof(int))!;
        return index >= 0 && index < list.Count ? list[index] : throw NoElement(hop, list.Count);
    }

    private object? GetOfDictionary(IDictionary dictionary, TargetHop hop)
    {
        var key = SingleKey(hop, KeyTypeOf(dictionary.GetType()))!;
        return dictionary.Contains(key) ? dictionary[key] : throw new CommandException(ErrorCode.NotFound, $"There is no element {Display(hop)}.");
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The interfaces of a framework's dictionary are kept with it.")]
    private static Type KeyTypeOf(Type type) =>
        type.GetInterfaces().FirstOrDefault(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IDictionary<,>))
            ?.GetGenericArguments()[0] ?? typeof(object);

    private object? GetByIndexer(object owner, TargetHop hop)
    {
        var type = owner.GetType();
        var indexers = IsFrameworks(owner) ? IndexersOf(type) : members[type].Indexers;
        foreach (var indexer in indexers.Where(indexer => indexer.GetMethod is { IsPublic: true, IsStatic: false }))
        {
            var parameters = indexer.GetIndexParameters();
            if (parameters.Length == hop.Keys.Count && TryKeys(hop, parameters, out var keys))
            {
                return Read(owner, indexer, keys, hop);
            }
        }

        var declared = IndexersOf(type);
        throw declared.Length > 0 && indexers.Count == 0
            ? new CommandException(
                ErrorCode.NotExposed, $"{TypeName.Full(type)} is not exposed, so that its elements cannot be reached. Expose it on the host: companion.Expose<{TypeName.Short(type)}>().")
            : new CommandException(ErrorCode.NotFound, $"{TypeName.Full(type)} has no elements {Display(hop)}.");
    }

    private static object? Read(object owner, PropertyInfo indexer, object?[] keys, TargetHop hop)
    {
        try
        {
            return indexer.GetValue(owner, keys);
        }
        catch (TargetInvocationException failure) when (failure.InnerException is KeyNotFoundException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw new CommandException(ErrorCode.NotFound, $"There is no element {Display(hop)}.");
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An indexer that was removed is told as one that does not exist.")]
    private static PropertyInfo[] IndexersOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length > 0)];

    private bool TryKeys(TargetHop hop, ParameterInfo[] parameters, out object?[] keys)
    {
        keys = new object?[parameters.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            if (!TryKey(hop, i, parameters[i].ParameterType, out keys[i], out _))
            {
                return false;
            }
        }

        return true;
    }

    private object? SingleKey(TargetHop hop, Type type) =>
        hop.Keys.Count == 1
            ? Key(hop, 0, type)
            : throw new CommandException(ErrorCode.NotFound, $"The collection takes one key, and {Display(hop)} gives {hop.Keys.Count}.");

    private object? Key(TargetHop hop, int index, Type type) =>
        TryKey(hop, index, type, out var key, out var problem)
            ? key
            : throw new CommandException(ErrorCode.NotFound, $"There is no element {Display(hop)}: {problem}.");

    private bool TryKey(TargetHop hop, int index, Type type, out object? key, out string? problem)
    {
        var json = Encoding.UTF8.GetBytes(hop.Keys[index]);
        return reader.TryRead(new CallArgument(null, ArgumentScanner.Single(null, json)), type, nested: false, out key, out problem) && key is not null;
    }

    private static string Display(TargetHop hop) => $"[{string.Join(", ", hop.Keys)}]";

    private static CommandException NoElement(TargetHop hop, int count) => new(
        ErrorCode.NotFound, $"There is no element {Display(hop)}: there are {count.ToString(CultureInfo.InvariantCulture)}, counted from 0.");
}
