using Liaison.Commands;
using static Liaison.Tests.Companions.Binding.BindingCase;

namespace Liaison.Tests.Companions.Binding;

/// <summary>What is collected, kept at its default, or supplied.</summary>
internal static class ParameterRows
{
    public static IEnumerable<BindingCase> All =>
    [
        Gives((params int[] x) => x, "[]", Array.Empty<int>()),
        Gives((params int[] x) => x, "[1]", new[] { 1 }),
        Gives((params int[] x) => x, "[1, 2, 3]", new[] { 1, 2, 3 }),
        Gives((params int[] x) => x, "[[1, 2, 3]]", new[] { 1, 2, 3 }),
        Gives((params int[] x) => x, "{\"x\": [1, 2]}", new[] { 1, 2 }),
        Refuses((params int[] x) => x, "[1, \"two\"]", "expected a whole number (int), and got \"two\""),
        Refuses((params int[] x) => x, "[1] {\"x\": [2]}", "was given more than one value for 'x'"),
        Gives((params int[]? x) => x, "{\"x\": null}", null),
        Gives((params string?[] x) => x, "[null]", new string?[] { null }),
        Gives((string first, params object[] x) => x.Length, "[\"a\", 1, \"b\", [2]]", 3),
        Gives((string first, params object[] x) => x.Length, "[\"a\", [1, 2]]", 1),
        Gives((params Widget[] x) => x[1].Name, "[{}, \"$widget\"]", "w"),
        Gives((params double[] x) => x, "[\"$stored\"]", new[] { 1, 2.5 }),
        Gives((params List<int> x) => x.Count, "[[1, 2]]", 2),
        Gives((int a, int b = 5) => a + b, "[1]", 6),
        Gives((int a, int b = 5) => a + b, "[1, 2]", 3),
        Gives((int a = 1, int b = 5) => a - b, "{\"b\": 2}", -1),
        Gives((string? x = null) => x, "[]", null),
        Gives((string x = "text") => x, "[]", "text"),
        Gives((decimal x = 1.5m) => x, "[]", 1.5m),
        Gives((Guid x = default) => x, "[]", Guid.Empty),
        Gives((int? x = 3) => x, "[]", 3),
        Gives((long? x = 3) => x, "[]", 3L),
        Refuses((int a, int b) => a + b, "[1]", "needs a value for 'b'"),
        Refuses((int a) => a, "[1, 2]", "takes 1 by position at most, and was given 2"),
        Refuses(() => 1, "[1]", "takes 0 by position at most, and was given 1"),
        Gives(() => 1, "[]", 1),
        Gives(([Keywords] Dictionary<string, object?> rest) => rest, "{\"a\": 1}", new Dictionary<string, object?> { ["a"] = 1L }),
        Gives(([Keywords] IReadOnlyDictionary<string, int> rest) => rest.Count, "[]", 0),
        Gives((int a, [Keywords] IDictionary<string, int> rest) => a + rest["b"], "[1] {\"b\": 2}", 3),
        Gives((int a, [Keywords] Dictionary<string, Widget> rest) => rest["b"].Name, "{\"a\": 1, \"b\": \"$widget\"}", "w"),
        Refuses(([Keywords] Dictionary<string, int> rest) => rest, "{\"a\": \"one\"}", "expected a whole number (int), and got \"one\""),
        Gives((CancellationToken token) => token.CanBeCanceled, "[]", true),
        Gives((int a, CancellationToken token, int b) => a - b, "[1, 2]", -1),
        Gives((CommandContext context, int a) => $"{context.Command} {a}", "[1]", "run 1"),
        Refuses((CancellationToken token) => 1, "{\"token\": {}}", "has no parameter 'token'"),
        Refuses((CommandContext context) => 1, "[{\"command\": \"x\"}]", "takes 0 by position at most"),
    ];
}
