namespace Liaison.Companions.Targets;

/// <summary>A target, taken apart: <c>session.trials[0]["name"]</c>, <c>MyApp.Api.Math:Sqrt</c>, <c>System.Math</c>.</summary>
/// <param name="Text">The target as it was written.</param>
/// <param name="TypeName">The name of a type, where the target can only begin at one: before a colon, or with type arguments.</param>
/// <param name="Root">The first name of a target that may begin in the namespace; empty where it cannot.</param>
/// <param name="Hops">The steps that follow.</param>
internal sealed record TargetPath(string Text, string? TypeName, string Root, IReadOnlyList<TargetHop> Hops)
{
    /// <summary>How long a target may be, in characters; nobody writes longer ones, and each step takes time.</summary>
    public const int MaxLength = 4_096;

    /// <summary>How many steps a target may take.</summary>
    public const int MaxHops = 64;

    /// <summary>The method that the target was found to be, where it is one of a type: that depends on nothing but what is exposed.</summary>
    public TypeMethod? Method { get; set; }

    /// <summary>The target's own name: that of the last member or type on the way; null where it ends at an element.</summary>
    public string? OwnName => Hops.Count > 0
        ? (Hops[^1].IsIndex ? null : Hops[^1].Name)
        : TypeName is null ? Root : ShortNameOf(TypeName);

    // `Outer<int>.Nested<string>` is called Nested: what stands in brackets is skipped, dots and all.
    private static string ShortNameOf(string typeName)
    {
        var (depth, start, end) = (0, 0, typeName.Length);
        for (var i = 0; i < typeName.Length; i++)
        {
            switch (typeName[i])
            {
                case '<':
                    end = depth++ == 0 ? i : end;
                    break;
                case '>':
                    depth--;
                    break;
                case '.' when depth == 0:
                    (start, end) = (i + 1, typeName.Length);
                    break;
            }
        }

        return typeName[start..end];
    }

    /// <summary>Whether names and dots are all that there is, so that the whole may name a type.</summary>
    public bool IsDottedName => TypeName is null && Hops.All(hop => !hop.IsIndex);

    /// <summary>Takes a target apart; false and what is wrong, with the position, where it is none. Never throws.</summary>
    public static bool TryParse(string text, out TargetPath path, out string problem) => new TargetParser(text).TryParse(out path, out problem);
}
