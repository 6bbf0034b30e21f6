using static Liaison.Tests.Companions.Binding.BindingCase;

namespace Liaison.Tests.Companions.Binding;

/// <summary>Generic methods, whose type arguments follow from the arguments.</summary>
internal static class GenericRows
{
    private static readonly Type Functions = typeof(GenericFunctions);

    public static IEnumerable<BindingCase> All =>
    [
        Calls(Functions, nameof(GenericFunctions.Same), "[1]", "int 1"),
        Calls(Functions, nameof(GenericFunctions.Same), "[3000000000]", "long 3000000000"),
        Calls(Functions, nameof(GenericFunctions.Same), "[\"a\"]", "string a"),
        Calls(Functions, nameof(GenericFunctions.Same), "[\"\\u0061\"]", "string a"),
        Calls(Functions, nameof(GenericFunctions.Same), "[true]", "bool True"),
        Calls(Functions, nameof(GenericFunctions.Same), "[\"$seven\"]", "long 7"),
        Calls(Functions, nameof(GenericFunctions.Same), "{\"value\": 1}", "int 1"),
        Refuses(Functions, nameof(GenericFunctions.Same), "[null]", "The type arguments of GenericFunctions.Same<T>(T value) cannot be inferred from these arguments"),
        Calls(Functions, nameof(GenericFunctions.Two), "[1, 2.5]", "double"),
        Calls(Functions, nameof(GenericFunctions.Two), "[\"$gadget\", \"$widget\"]", "Widget"),
        Calls(Functions, nameof(GenericFunctions.Array), "[[1, 2]]", "int 2"),
        Calls(Functions, nameof(GenericFunctions.Array), "[[1, 2.5]]", "double 2"),
        Calls(Functions, nameof(GenericFunctions.Array), "[[1, \"a\"]]", "object 2"),
        Calls(Functions, nameof(GenericFunctions.Array), "[[\"$widget\"]]", "object 1"),
        Calls(Functions, nameof(GenericFunctions.Array), "[[[[[[[[[[[[1]]]]]]]]]]]]", "List<List<List<List<List<List<List<List<object>>>>>>>> 1"),
        Calls(Functions, nameof(GenericFunctions.Sequence), "[[\"a\"]]", "string 1"),
        Calls(Functions, nameof(GenericFunctions.Sequence), "[\"$ints\"]", "int 2"),
        Calls(Functions, nameof(GenericFunctions.Map), "[{\"a\": 1}]", "string object"),
        Calls(Functions, nameof(GenericFunctions.Many), "[1, 2, 3]", "int 3"),
        Refuses(Functions, nameof(GenericFunctions.Many), "[]", "cannot be inferred from these arguments"),
        Calls(Functions, nameof(GenericFunctions.Maybe), "[1]", "int"),
        Calls(Functions, nameof(GenericFunctions.Class), "[\"a\"]", "string"),
        Refuses(Functions, nameof(GenericFunctions.Class), "[1]", "cannot be inferred from these arguments"),
        Refuses(Functions, nameof(GenericFunctions.Hidden), "[1]", "cannot be inferred from these arguments"),
        Calls(Functions, nameof(GenericFunctions.Either), "[1]", "int"),
        Calls(Functions, nameof(GenericFunctions.Either), "[\"a\"]", "generic"),
    ];
}
