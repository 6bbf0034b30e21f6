using static Liaison.Tests.Companions.Binding.BindingCase;

namespace Liaison.Tests.Companions.Binding;

/// <summary>Tuples, of values and of references, of one item to more than eight.</summary>
internal static class TupleRows
{
    public static IEnumerable<BindingCase> All =>
    [
        Gives((ValueTuple<int> x) => x, "[[1]]", ValueTuple.Create(1)),
        Gives(((int Left, string Right) x) => x, "[[1, \"a\"]]", (1, "a")),
        Gives(((int, string)? x) => x, "[null]", null),
        Gives(((int, string)? x) => x, "[[1, \"a\"]]", (1, "a")),
        Gives((Tuple<int> x) => x, "[[1]]", Tuple.Create(1)),
        Gives((Tuple<int, string?> x) => x, "[[1, null]]", Tuple.Create(1, (string?)null)),
        Gives((Tuple<int>? x) => x, "[null]", null),
        Gives(((int, int, int, int, int, int, int) x) => x, "[[1, 2, 3, 4, 5, 6, 7]]", (1, 2, 3, 4, 5, 6, 7)),
        Gives(((int, int, int, int, int, int, int, string) x) => x, "[[1, 2, 3, 4, 5, 6, 7, \"8\"]]", (1, 2, 3, 4, 5, 6, 7, "8")),
        Gives(((int, int, int, int, int, int, int, int, int) x) => x, "[[1, 2, 3, 4, 5, 6, 7, 8, 9]]", (1, 2, 3, 4, 5, 6, 7, 8, 9)),
        Gives(
            (Tuple<int, int, int, int, int, int, int, Tuple<string, int>> x) => x.Rest.Item2, "[[1, 2, 3, 4, 5, 6, 7, \"8\", 9]]", 9),
        Gives(((int, (string, bool)) x) => x, "[[1, [\"a\", true]]]", (1, ("a", true))),
        Gives((List<(int, int)> x) => x[1], "[[[1, 2], [3, 4]]]", (3, 4)),
        Refuses(((int, string) x) => x, "[[1]]", "an array of 2 items"),
        Refuses(((int, string) x) => x, "[[1, \"a\", 2]]", "an array of 2 items"),
        Refuses(((int, int, int, int, int, int, int, int, int) x) => x, "[[1, 2, 3, 4, 5, 6, 7, 8]]", "an array of 9 items"),
        Refuses(((int, string) x) => x, "[{\"Item1\": 1}]", "an array of 2 items"),
        Refuses(((int, string) x) => x, "[[\"a\", 1]]", "an array of 2 items"),
        Gives(((int, Widget) x) => x.Item2.Name, "[[1, \"$widget\"]]", "w"),
        Gives(
            ((int, int, int, int, int, int, int, Widget, string) x) => x.Item8.Name + x.Item9, "[[1, 2, 3, 4, 5, 6, \"$seven\", \"$widget\", \"$$\"]]", "w$"),
    ];
}
