using System.Runtime.InteropServices;
using static Liaison.Tests.Companions.Binding.BindingCase;

namespace Liaison.Tests.Companions.Binding;

/// <summary>What no message can call is refused with the reason.</summary>
internal static class UnsupportedRows
{
    private static readonly Type Functions = typeof(UnsupportedFunctions);

    public static IEnumerable<BindingCase> All =>
    [
        Refuses(Functions, nameof(UnsupportedFunctions.Reference), "[1]", "since its parameter 'value' is passed by reference (ref, out or in)"),
        Refuses(Functions, nameof(UnsupportedFunctions.Out), "[]", "since its parameter 'value' is passed by reference"),
        Refuses(Functions, nameof(UnsupportedFunctions.In), "[1]", "since its parameter 'value' is passed by reference"),
        Refuses(typeof(NativeMemory), nameof(NativeMemory.Free), "[0]", "since its parameter 'ptr' is a pointer"),
        Refuses(Functions, nameof(UnsupportedFunctions.Span), "[[1]]", "since its parameter 'values' is a Span<int>, which cannot leave the stack"),
        Refuses(Functions, nameof(UnsupportedFunctions.ReadOnlySpan), "[\"a\"]", "ReadOnlySpan<char>, which cannot leave the stack"),
        Refuses(Functions, nameof(UnsupportedFunctions.ParamsSpan), "[1]", "ReadOnlySpan<int>, which cannot leave the stack"),
        Refuses(Functions, nameof(UnsupportedFunctions.GivesSpan), "[]", "since what it returns cannot leave the stack"),
        Refuses(Functions, nameof(UnsupportedFunctions.GivesReference), "[[1]]", "since what it returns cannot leave the stack"),
        Calls(Functions, nameof(UnsupportedFunctions.Or), "[\"text\"]", "text"),
        Refuses((FileStream x) => 1, "[\"text\"]", "FileStream"),
        Refuses((nint x) => x, "[1]", "IntPtr"),
    ];
}
