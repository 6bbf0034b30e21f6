using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>A type that JSON cannot represent, found in a checked type.</summary>
/// <param name="type">The type that JSON cannot represent.</param>
/// <param name="fix">What to use instead.</param>
/// <param name="isWhole">Whether it is the checked type itself, rather than a part of it.</param>
/// <param name="member">The member that has the type, or null.</param>
internal sealed class JsonProblem(ITypeSymbol type, string fix, bool isWhole = true, string? member = null)
{
    /// <summary>What to use instead.</summary>
    public string Fix => fix;

    /// <summary>The part of the message about the checked type.</summary>
    public string Words => $"{(isWhole ? "is" : "holds")} {Wording.One(type)}{(member is null ? "" : $" ({member})")}";

    /// <summary>Returns the same problem as a part of another type.</summary>
    public JsonProblem Inside(string? of = null) => new(type, fix, isWhole: false, member ?? of);
}
