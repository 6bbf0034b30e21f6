using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>Checks which types JSON can represent: the types of System.Text.Json, with the converters of Liaison. Thread-safe.</summary>
internal sealed class JsonTypes
{
    private const int MaxDepth = 64;
    private const int MaxTypes = 1_000;
    private const string Name = "Use its name, a string";

    private readonly KnownSymbols _known;
    private readonly JsonMembers _members;
    private readonly DictionaryKeys _keys;
    private readonly ConcurrentDictionary<(ITypeSymbol Type, JsonUse Use), JsonProblem?> _found = new(new Comparer());
    private readonly ImmutableArray<(INamedTypeSymbol Type, JsonUse Able, string Fix)> _bases;

    public JsonTypes(KnownSymbols known)
    {
        _known = known;
        _members = new JsonMembers(known.Compilation);
        _keys = new DictionaryKeys(known.Compilation);

        // The first match counts.
        _bases =
        [
            .. from each in new (string Type, JsonUse Able, string Fix)[]
               {
                   ("System.Delegate", JsonUse.Write | JsonUse.Refer, "Use IProgress<T> for reports, or call the peer back"),
                   ("System.Type", JsonUse.Write | JsonUse.Refer, Name),
                   ("System.Reflection.MethodBase", JsonUse.Write, Name),
                   ("System.Reflection.MemberInfo", JsonUse.None, Name),
                   ("System.Reflection.Assembly", JsonUse.None, Name),
                   ("System.Globalization.CultureInfo", JsonUse.None, Name),
                   ("System.Text.Encoding", JsonUse.None, Name),
                   ("System.Threading.CancellationToken", JsonUse.None, "Make it a parameter of the command itself"),
                   ("System.Exception", JsonUse.Write, "Throw it, or use its message"),
                   ("System.IO.Stream", JsonUse.Refer, "Make it a parameter, or the result, by itself, or use byte[]"),
               }
               let type = known.Compilation.GetTypeByMetadataName(each.Type)
               where type is not null
               select (type, each.Able, each.Fix)
        ];
    }

    /// <summary>Returns the problem if values of the type cannot be used in this way, otherwise null.</summary>
    public JsonProblem? Problem(ITypeSymbol type, JsonUse use) =>
        _found.GetOrAdd((type, use), each => Problem(each.Type, each.Use, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default), depth: 0));

    // Generic types can contain ever larger versions of themselves, so the recursion needs a limit.
    private JsonProblem? Problem(ITypeSymbol type, JsonUse use, HashSet<ITypeSymbol> seen, int depth) =>
        depth <= MaxDepth && seen.Count < MaxTypes && seen.Add(type) ? Own(type, use) ?? Parts(type, use, seen, depth + 1) : null;

    private JsonProblem? Own(ITypeSymbol type, JsonUse use)
    {
        switch (type)
        {
            case IPointerTypeSymbol or IFunctionPointerTypeSymbol or { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr }:
                return new JsonProblem(type, "Use a long, or bytes");
            case { IsRefLikeType: true }:
                return new JsonProblem(type, "Use an array or a list");
            case IArrayTypeSymbol { Rank: > 1 } array:
                return new JsonProblem(type, $"Use an array of arrays: {Wording.Of(array.ElementType)}{string.Concat(Enumerable.Repeat("[]", array.Rank))}");
            case not null when _members.HasConverter(type):
                return null;
            case not null when _known.IsTask(type):
                return new JsonProblem(type, "Await it, and use what it gives");
            case not null when _known.IsAsyncEnumerable(type) && use.HasFlag(JsonUse.Write):
                return new JsonProblem(type, "Return it by itself, or use a list");
        }

        foreach (var (known, able, fix) in _bases)
        {
            if (KnownSymbols.DerivesFrom(type!, known))
            {
                return Suffices(able, use) ? null : new JsonProblem(type!, fix);
            }
        }

        return null;
    }

    private JsonProblem? Parts(ITypeSymbol type, JsonUse use, HashSet<ITypeSymbol> seen, int depth)
    {
        if (type is IArrayTypeSymbol { ElementType: var element })
        {
            return Problem(element, use, seen, depth)?.Inside();
        }

        if (type is not INamedTypeSymbol named || _members.HasConverter(type) || _bases.Any(each => KnownSymbols.DerivesFrom(type, each.Type)))
        {
            return null;
        }

        if (_keys.Problem(named) is { } key)
        {
            return key;
        }

        if (JsonMembers.IsFrameworks(type) || named.IsTupleType)
        {
            return named.TypeArguments.Select(argument => Problem(argument, use, seen, depth)).FirstOrDefault(problem => problem is not null)?.Inside();
        }

        // A caller of a command may pass a reference to an object with any members. A result contains as much of an object as can
        // be written.
        return (use & JsonUse.Both) != JsonUse.Both ? null : _members.Of(named)
            .Select(member => Problem(member.Type, use, seen, depth)?.Inside(member.Name))
            .FirstOrDefault(problem => problem is not null);
    }

    private static bool Suffices(JsonUse able, JsonUse use) =>
        (!use.HasFlag(JsonUse.Write) || able.HasFlag(JsonUse.Write))
        && (!use.HasFlag(JsonUse.Read) || able.HasFlag(JsonUse.Read) || (able & use).HasFlag(JsonUse.Refer));

    private sealed class Comparer : IEqualityComparer<(ITypeSymbol Type, JsonUse Use)>
    {
        public bool Equals((ITypeSymbol Type, JsonUse Use) x, (ITypeSymbol Type, JsonUse Use) y) =>
            x.Use == y.Use && SymbolEqualityComparer.Default.Equals(x.Type, y.Type);

        public int GetHashCode((ITypeSymbol Type, JsonUse Use) obj) => (SymbolEqualityComparer.Default.GetHashCode(obj.Type) * 8) + (int)obj.Use;
    }
}
