using Liaison.Messages;
using static Liaison.Tests.Companions.Binding.BindingCase;

namespace Liaison.Tests.Companions.Binding;

/// <summary>Overloads: first by number and names, then by how exactly each value fits.</summary>
internal static class OverloadRows
{
    public static IEnumerable<BindingCase> All =>
    [
        Chooses("int", "[1]", (decimal x) => "decimal", (double x) => "double", (long x) => "long", (int x) => "int"),
        Chooses("long", "[1]", (decimal x) => "decimal", (double x) => "double", (long x) => "long"),
        Chooses("double", "[1]", (decimal x) => "decimal", (double x) => "double"),
        Chooses("long", "[3000000000]", (decimal x) => "decimal", (double x) => "double", (long x) => "long", (int x) => "int"),
        Chooses("double", "[1.5]", (decimal x) => "decimal", (double x) => "double", (long x) => "long", (int x) => "int"),
        Chooses("decimal", "[1.5]", (decimal x) => "decimal", (long x) => "long", (float x) => "float"),
        Chooses("int", "[1]", (int x) => "int", (byte x) => "byte", (string x) => "string", (object x) => "object"),
        Chooses("string", "[\"a\"]", (string x) => "string", (Uri x) => "Uri", (char x) => "char", (object x) => "object"),
        Chooses("DateTime", "[\"2026-01-31\"]", (Uri x) => "Uri", (DateTime x) => "DateTime", (Color x) => "Color"),
        Chooses("Guid", "[\"0f8fad5b-d9cb-469f-a165-70867728950e\"]", (Uri x) => "Uri", (Guid x) => "Guid", (DateTime x) => "DateTime"),
        Chooses("Uri", "[\"Red\"]", (Uri x) => "Uri", (Color x) => "Color", (Guid x) => "Guid"),
        Chooses("Color", "[\"Red\"]", (Color x) => "Color", (Guid x) => "Guid", (object x) => "object"),
        Chooses("bool", "[true]", (bool x) => "bool", (object x) => "object", (string x) => "string"),
        Chooses("Point", "[{\"x\": 1}]", (Point x) => "Point", (int x) => "int", (object x) => "object"),
        Chooses("Dictionary", "[{\"x\": \"a\"}]", (Dictionary<string, string> x) => "Dictionary", (Point x) => "Point"),
        Chooses("int[]", "[[1, 2]]", (double[] x) => "double[]", (int[] x) => "int[]", (object[] x) => "object[]"),
        Chooses("double[]", "[[1, 2.5]]", (double[] x) => "double[]", (int[] x) => "int[]", (decimal[] x) => "decimal[]"),
        Chooses("string[]", "[[\"a\"]]", (string[] x) => "string[]", (object[] x) => "object[]", (Uri[] x) => "Uri[]"),
        Chooses("int[][]", "[[[1], [2]]]", (double[][] x) => "double[][]", (int[][] x) => "int[][]"),
        Chooses("int", "[{\"a\": 1}]", (Dictionary<string, double> x) => "double", (Dictionary<string, int> x) => "int"),
        Chooses("one", "[1]", (int x) => "one", (int x, int y) => "two"),
        Chooses("two", "[1, 2]", (int x) => "one", (int x, int y) => "two"),
        Chooses("one", "[1]", (int x) => "one", (int x, int y = 2) => "two"),
        Chooses("one", "[1]", (int x) => "one", (params int[] x) => "many"),
        Chooses("many", "[1, 2]", (int x) => "one", (params int[] x) => "many"),
        Chooses("b", "{\"b\": 1}", (int a) => "a", (long b) => "b"),
        Chooses("null", "[null]", (int x) => "int", (string? x) => "null"),
        Chooses("Gadget", "[\"$gadget\"]", (Widget x) => "Widget", (Gadget x) => "Gadget", (INamed x) => "INamed", (object x) => "object"),
        Chooses("Widget", "[\"$gadget\"]", (Widget x) => "Widget", (INamed x) => "INamed", (object x) => "object"),
        Chooses("long", "[\"$seven\"]", (double x) => "double", (long x) => "long", (int x) => "int"),
        Chooses("int", "[\"$seven\"]", (double x) => "double", (int x) => "int"),
        Chooses("List", "[\"$ints\"]", (List<int> x) => "List", (IEnumerable<int> x) => "IEnumerable"),
        Chooses("IReadOnlyList", "[\"$ints\"]", (IReadOnlyList<int> x) => "IReadOnlyList", (IEnumerable<int> x) => "IEnumerable"),
        Chooses("array", "[[1]]", (IEnumerable<int> x) => "IEnumerable", (int[] x) => "array"),
        Chooses("Action", "[\"$handler.OnDone\"]", (Action<int> x) => "int", (Action<string> x) => "Action"),
        Refuses(ErrorCode.Ambiguous, "fit these arguments equally well: ", "[1, 2]", (int x, double y) => "a", (double x, int y) => "b"),
        Refuses(ErrorCode.Ambiguous, "(int x, double y); ", "[1, 2]", (int x, double y) => "a", (double x, int y) => "b"),
        Refuses(ErrorCode.Ambiguous, "(Point x); ", "[null]", (Point? x) => "Point", (Widget? x) => "Widget"),
        Refuses(ErrorCode.BadArguments, "No overload of f takes these arguments. There are: ", "[true]", (int x) => "int", (string x) => "string"),
        Refuses(ErrorCode.BadArguments, "(int x); ", "[1, 2]", (int x) => "int", (string x) => "string"),
    ];
}
