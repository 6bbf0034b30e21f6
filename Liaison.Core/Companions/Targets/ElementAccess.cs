using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Liaison.Commands;
using Liaison.Companions.Binding;
using Liaison.Companions.Exposure;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Companions.Targets;

/// <summary>
/// Steps from an object to one of its elements. The elements of the framework's own collections are data, like the collection itself, and
/// need no exposure. The indexer of any other type must be exposed.
/// </summary>
internal sealed class ElementAccess(MemberCache members, ExposurePolicy policy, ArgumentReader reader)
{
    /// <summary>Returns the element.</summary>
    /// <exception cref="CommandException">There is no such element, no indexer takes such a key, or the type is not exposed.</exception>
    public object? Get(object owner, TargetHop hop) => owner switch
    {
        Array array => GetOfArray(array, hop),
        JsonElement json => GetOfJson(json, hop),
        JsonObject json => json.TryGetPropertyValue(NameOf(hop), out var member) ? member : throw NoElement(hop),
        JsonArray json => json[IndexOf(json.Count, hop)],
        JsonValue or ITargetHandle => throw NoElement(hop),
        IDictionary dictionary when IsFrameworks(owner) => GetOfDictionary(dictionary, hop),
        IList list when IsFrameworks(owner) => list[IndexOf(list.Count, hop)],
        _ => GetByIndexer(owner, hop),
    };

    /// <summary>Sets the element. A dictionary can grow; a list cannot.</summary>
    /// <exception cref="CommandException">There is no such element, the collection is read-only, or the value does not fit.</exception>
    public void Set(object owner, TargetHop hop, object? value)
    {
        switch (owner)
        {
            case Array array:
                array.SetValue(Convert(hop, value, array.GetType().GetElementType()!), IndexesOf(array, hop));
                break;
            case JsonObject json:
                json[NameOf(hop)] = (JsonNode?)Convert(hop, value, typeof(JsonNode));
                break;
            case JsonArray json:
                json[IndexOf(json.Count, hop)] = (JsonNode?)Convert(hop, value, typeof(JsonNode));
                break;
            case JsonElement or JsonValue or ITargetHandle:
                throw ReadOnly(owner, hop);
            case IDictionary { IsReadOnly: false } dictionary when IsFrameworks(owner):
                dictionary[SingleKey(hop, KeyTypeOf(dictionary.GetType()))!] = Convert(hop, value, ValueTypeOf(dictionary.GetType(), typeof(IDictionary<,>)));
                break;
            case IList { IsReadOnly: false } list when IsFrameworks(owner):
                list[IndexOf(list.Count, hop)] = Convert(hop, value, ValueTypeOf(list.GetType(), typeof(IList<>)));
                break;
            default:
                SetByIndexer(owner, hop, value);
                break;
        }
    }

    private static bool IsFrameworks(object owner) =>
        owner.GetType().Namespace is { } ns && (ns == "System.Collections" || ns.StartsWith("System.Collections.", StringComparison.Ordinal));

    private object? GetOfArray(Array array, TargetHop hop) => array.GetValue(IndexesOf(array, hop));

    private int[] IndexesOf(Array array, TargetHop hop)
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

        return indexes;
    }

    private int IndexOf(int count, TargetHop hop)
    {
        var index = (int)SingleKey(hop, typeof(int))!;
        return index >= 0 && index < count ? index : throw NoElement(hop, count);
    }

    private string NameOf(TargetHop hop) => (string)SingleKey(hop, typeof(string))!;

    private JsonElement GetOfJson(JsonElement json, TargetHop hop) => json.ValueKind switch
    {
        JsonValueKind.Object when json.TryGetProperty(NameOf(hop), out var member) => member,
        JsonValueKind.Array => json[IndexOf(json.GetArrayLength(), hop)],
        _ => throw NoElement(hop),
    };

    private object? GetOfDictionary(IDictionary dictionary, TargetHop hop)
    {
        var key = SingleKey(hop, KeyTypeOf(dictionary.GetType()))!;
        return dictionary.Contains(key) ? dictionary[key] : throw NoElement(hop);
    }

    private static Type KeyTypeOf(Type type) => Contract(type, typeof(IDictionary<,>))?.GetGenericArguments()[0] ?? typeof(object);

    private static Type ValueTypeOf(Type type, Type contract) => Contract(type, contract)?.GetGenericArguments()[^1] ?? typeof(object);

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The interfaces of a framework's collection are kept with it.")]
    private static Type? Contract(Type type, Type definition) =>
        type.GetInterfaces().FirstOrDefault(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == definition);

    private object? GetByIndexer(object owner, TargetHop hop)
    {
        var (indexer, keys) = IndexerOf(owner, hop, indexer => indexer.GetMethod);
        return Checked(hop, () => indexer.GetValue(owner, keys));
    }

    private void SetByIndexer(object owner, TargetHop hop, object? value)
    {
        var (indexer, keys) = IndexerOf(owner, hop, indexer => indexer.SetMethod);
        var converted = Convert(hop, value, indexer.PropertyType);
        Checked<object?>(hop, () =>
        {
            indexer.SetValue(owner, converted, keys);
            return null;
        });
    }

    private object? Convert(TargetHop hop, object? value, Type type) =>
        reader.TryConvert(value, type, out var converted, out var problem)
            ? converted
            : throw new CommandException(ErrorCode.BadArguments, $"The element {Display(hop)}: {problem}.");

    private (PropertyInfo Indexer, object?[] Keys) IndexerOf(object owner, TargetHop hop, Func<PropertyInfo, MethodInfo?> accessor)
    {
        var type = owner.GetType();
        var indexers = IsFrameworks(owner) ? IndexersOf(type) : members[type].Indexers;
        var fitting = indexers.Select(indexer => (Indexer: indexer, Fit: FitOf(hop, indexer.GetIndexParameters()))).Where(found => found.Fit >= 0).ToList();
        if (fitting.Count == 0)
        {
            throw indexers.Count == 0 && IndexersOf(type).Any(indexer => HiddenMembers.IsShown(indexer) && !policy.IsExposed(indexer.DeclaringType!))
                ? new CommandException(
                    ErrorCode.NotExposed, $"{TypeName.Full(type)} is not exposed, so that its elements cannot be reached. Expose it on the host: companion.Expose<{TypeName.Short(type)}>().")
                : new CommandException(ErrorCode.NotFound, $"{TypeName.Full(type)} has no elements {Display(hop)}.");
        }

        var (chosen, _) = fitting.Where(found => accessor(found.Indexer) is { IsPublic: true, IsStatic: false } method && HiddenMembers.IsShown(method))
            .OrderBy(found => found.Fit)
            .FirstOrDefault();
        return chosen is null ? throw ReadOnly(owner, hop) : (chosen, KeysOf(hop, chosen.GetIndexParameters()));
    }

    // A text key does not select an element by number, even if the text can be read as a number.
    private int FitOf(TargetHop hop, ParameterInfo[] parameters)
    {
        if (parameters.Length != hop.Keys.Count)
        {
            return ArgumentFit.None;
        }

        var total = 0;
        for (var i = 0; i < parameters.Length; i++)
        {
            var fit = ArgumentFit.Of(KeyOf(hop, i), parameters[i].ParameterType, nested: false, reader);
            if (fit == ArgumentFit.None)
            {
                return ArgumentFit.None;
            }

            total += fit;
        }

        return total;
    }

    private static T Checked<T>(TargetHop hop, Func<T> access)
    {
        try
        {
            return access();
        }
        catch (TargetInvocationException failure) when (failure.InnerException is KeyNotFoundException or ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            throw NoElement(hop);
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "An indexer that was removed is told as one that does not exist.")]
    private static PropertyInfo[] IndexersOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length > 0)];

    private object?[] KeysOf(TargetHop hop, ParameterInfo[] parameters) => [.. parameters.Select((parameter, i) => Key(hop, i, parameter.ParameterType))];

    private object? SingleKey(TargetHop hop, Type type) =>
        hop.Keys.Count == 1
            ? Key(hop, 0, type)
            : throw new CommandException(ErrorCode.NotFound, $"The collection takes one key, and {Display(hop)} gives {hop.Keys.Count}.");

    private object? Key(TargetHop hop, int index, Type type) =>
        reader.TryRead(KeyOf(hop, index), type, nested: false, out var key, out var problem)
            ? key
            : throw new CommandException(ErrorCode.NotFound, $"There is no element {Display(hop)}: {problem}.");

    private static CallArgument KeyOf(TargetHop hop, int index) => new(null, ArgumentScanner.Single(null, Encoding.UTF8.GetBytes(hop.Keys[index])));

    private static string Display(TargetHop hop) => $"[{string.Join(", ", hop.Keys)}]";

    private static CommandException ReadOnly(object owner, TargetHop hop) => new(
        ErrorCode.BadArguments, $"The element {Display(hop)} of {Expectation.Describe(owner)} cannot be set.");

    private static CommandException NoElement(TargetHop hop) => new(ErrorCode.NotFound, $"There is no element {Display(hop)}.");

    private static CommandException NoElement(TargetHop hop, int count) => new(
        ErrorCode.NotFound, $"There is no element {Display(hop)}: there are {count.ToString(CultureInfo.InvariantCulture)}, counted from 0.");
}
