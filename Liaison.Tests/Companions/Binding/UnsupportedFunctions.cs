namespace Liaison.Tests.Companions.Binding;

/// <summary>Methods that no message can call.</summary>
public static class UnsupportedFunctions
{
    public static void Reference(ref int value) => value++;

    public static void Out(out int value) => value = 1;

    public static int In(in int value) => value;

    public static int Span(Span<int> values) => values.Length;

    public static int ReadOnlySpan(ReadOnlySpan<char> values) => values.Length;

    public static int ParamsSpan(params ReadOnlySpan<int> values) => values.Length;

    public static Span<int> GivesSpan() => default;

    public static ref int GivesReference(int[] values) => ref values[0];

    public static string Or(Span<char> values) => "span";

    public static string Or(string text) => text;
}
