using System.Globalization;
using System.Numerics;
using static Liaison.Tests.Companions.Binding.BindingCase;

namespace Liaison.Tests.Companions.Binding;

/// <summary>Parameters of type <see cref="object"/>: a value is what it is written as.</summary>
internal static class UntypedRows
{
    public static IEnumerable<BindingCase> All =>
    [
        Gives((object? x) => x, "[null]", null),
        Gives((object x) => x, "[true]", true),
        Gives((object x) => x, "[1]", 1L),
        Gives((object x) => x, "[1.0]", 1.0),
        Gives((object x) => x, "[1e2]", 100.0),
        Gives((object x) => x, "[-9223372036854775808]", long.MinValue),
        Gives((object x) => x, "[9223372036854775808]", BigInteger.Parse("9223372036854775808", CultureInfo.InvariantCulture)),
        Gives((object x) => x, "[\"2026-01-31\"]", "2026-01-31"),
        Gives((object x) => x, "[[1, \"a\", [2.5]]]", new List<object?> { 1L, "a", new List<object?> { 2.5 } }),
        Gives((object x) => x, "[{\"a\": {\"b\": null}}]", new Dictionary<string, object?> { ["a"] = new Dictionary<string, object?> { ["b"] = null } }),
        Gives((object x) => x, "[{\"a\": 1, \"a\": 2}]", new Dictionary<string, object?> { ["a"] = 2L }),
        Gives((List<object> x) => x[0], "[[1]]", 1L),
        Gives((object x) => x, "[\"$seven\"]", 7L),
        Gives((object x) => x.GetType().Name, "[\"$widget\"]", "Widget"),
    ];
}
