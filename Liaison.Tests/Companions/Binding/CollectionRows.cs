using System.Collections.Immutable;
using static Liaison.Tests.Companions.Binding.BindingCase;

namespace Liaison.Tests.Companions.Binding;

/// <summary>Arrays, lists, sets and dictionaries, by their classes and by their interfaces.</summary>
internal static class CollectionRows
{
    public static IEnumerable<BindingCase> All =>
    [
        Gives((int[] x) => x, "[[1, 2]]", new[] { 1, 2 }),
        Gives((int[] x) => x, "[[]]", Array.Empty<int>()),
        Gives((int[]? x) => x, "[null]", null),
        Refuses((int[] x) => x, "[[1, \"two\"]]", "expected an array (int[]), and got [1, \"two\"] (at $[1])"),
        Refuses((int[] x) => x, "[1]", "expected an array (int[]), and got 1"),
        Gives((double[][] x) => x, "[[[1], [2, 3.5]]]", new[] { [1.0], new[] { 2.0, 3.5 } }),
        Gives((List<string> x) => x, "[[\"a\", \"b\"]]", new List<string> { "a", "b" }),
        Gives((IList<int> x) => x.Count, "[[1, 2]]", 2),
        Gives((ICollection<int> x) => x.Count, "[[1, 2]]", 2),
        Gives((IReadOnlyList<int> x) => x[1], "[[1, 2]]", 2),
        Gives((IReadOnlyCollection<int> x) => x.Count, "[[1, 2]]", 2),
        Gives((IEnumerable<int> x) => x.Sum(), "[[1, 2]]", 3),
        Gives((System.Collections.IEnumerable x) => x.Cast<object>().First(), "[[1, 2]]", 1L),
        Gives((HashSet<int> x) => x.Count, "[[1, 1, 2]]", 2),
        Gives((ISet<int> x) => x.Count, "[[1, 1, 2]]", 2),
        Refuses((IReadOnlySet<int> x) => x.Count, "[[1, 1, 2]]", "IReadOnlySet<int> cannot be read from JSON: give a reference"),
        Gives((Queue<int> x) => x.Peek(), "[[1, 2]]", 1),
        Gives((Stack<int> x) => x.Peek(), "[[1, 2]]", 2),
        Gives((ImmutableArray<int> x) => x.Length, "[[1, 2]]", 2),
        Gives((ImmutableList<int> x) => x.Count, "[[1, 2]]", 2),
        Gives((Dictionary<string, int> x) => x, "[{\"a\": 1}]", new Dictionary<string, int> { ["a"] = 1 }),
        Gives((IDictionary<string, int> x) => x["a"], "[{\"a\": 1}]", 1),
        Gives((IReadOnlyDictionary<string, int> x) => x["a"], "[{\"a\": 1}]", 1),
        Gives((Dictionary<int, string> x) => x[7], "[{\"7\": \"seven\"}]", "seven"),
        Gives((Dictionary<Guid, int> x) => x.Values.Single(), "[{\"0f8fad5b-d9cb-469f-a165-70867728950e\": 1}]", 1),
        Refuses((Dictionary<int, string> x) => x, "[{\"seven\": \"7\"}]", "Dictionary<int,string>"),
        Gives((List<Dictionary<string, int[]>> x) => x[0]["a"][1], "[[{\"a\": [1, 2]}]]", 2),
        Gives((double[] x) => x, "[\"$stored\"]", new[] { 1, 2.5 }),
        Refuses((int[] x) => x, "[\"$stored\"]", "an array (int[]), and got [1,2.5]"),
        Refuses((double[] x) => x, "[\"$ints\"]", "expected an array (double[]), and the reference gives a List<int>"),
    ];
}
