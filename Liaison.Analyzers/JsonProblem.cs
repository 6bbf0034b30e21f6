using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>A type that JSON cannot hold, in a type that was asked for.</summary>
/// <param name="type">The type that cannot be held.</param>
/// <param name="fix">What to use instead.</param>
/// <param name="isWhole">Whether it is all of the type that was asked for.</param>
/// <param name="member">The member that is of the type; null where none is.</param>
internal sealed class JsonProblem(ITypeSymbol type, string fix, bool isWhole = true, string? member = null)
{
    /// <summary>What to use instead.</summary>
    public string Fix => fix;

    /// <summary>What is said of the holder.</summary>
    public string Words => $"{(isWhole ? "is" : "holds")} {Wording.One(type)}{(member is null ? "" : $" ({member})")}";

    /// <summary>The same as a part of another type.</summary>
    public JsonProblem Inside(string? of = null) => new(type, fix, isWhole: false, member ?? of);
}
