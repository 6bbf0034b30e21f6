using static Liaison.Tests.Companions.Binding.BindingCase;

namespace Liaison.Tests.Companions.Binding;

/// <summary>Enumerations by name, by number and as flags.</summary>
internal static class EnumRows
{
    public static IEnumerable<BindingCase> All =>
    [
        Gives((Color x) => x, "[\"Green\"]", Color.Green),
        Gives((Color x) => x, "[\"green\"]", Color.Green),
        Gives((Color x) => x, "[3]", Color.Blue),
        Refuses((Color x) => x, "[\"Mauve\"]", "expected one of Red, Green, Blue (Color), and got \"Mauve\""),
        Refuses((Color x) => x, "[null]", "one of Red, Green, Blue (Color), and got null"),
        Refuses((Color x) => x, "[1.5]", "one of Red, Green, Blue (Color), and got 1.5"),
        Refuses((Color x) => x, "[2147483648]", "one of Red, Green, Blue (Color), and got 2147483648"),
        Gives((Color? x) => x, "[null]", null),
        Gives((Color? x) => x, "[\"Blue\"]", Color.Blue),
        Gives((Rights x) => x, "[\"Read, Write\"]", Rights.Read | Rights.Write),
        Gives((Rights x) => x, "[\"read,write\"]", Rights.Read | Rights.Write),
        Gives((Rights x) => x, "[3]", Rights.Read | Rights.Write),
        Refuses((Rights x) => x, "[256]", "(Rights), and got 256"),
        Refuses((Rights x) => x, "[-1]", "(Rights), and got -1"),
        Gives((Wide x) => x, "[18446744073709551615]", Wide.Most),
        Refuses((Wide x) => x, "[-1]", "(Wide), and got -1"),
        Gives((Color x = Color.Blue) => x, "[]", Color.Blue),
        Gives((Color? x = Color.Blue) => x, "[]", Color.Blue),
        Gives((Color? x = null) => x, "[]", null),
        Gives((Dictionary<Color, int> x) => x, "[{\"Red\": 1, \"3\": 2}]", new Dictionary<Color, int> { [Color.Red] = 1, [Color.Blue] = 2 }),
        Gives((Color[] x) => x, "[[\"Red\", 2]]", new[] { Color.Red, Color.Green }),
    ];
}
