namespace Liaison.Companions.Targets;

/// <summary>A parsed target: <c>session.trials[0]["name"]</c>, <c>MyApp.Api.Math:Sqrt</c>, <c>System.Math</c>.</summary>
/// <param name="Text">The target as it was written.</param>
/// <param name="TypeName">The type name, if the target must begin with a type: before a colon, or with type arguments.</param>
/// <param name="Root">The first name of a target that may begin in the namespace; empty if it cannot.</param>
/// <param name="Hops">The steps after the beginning.</param>
internal sealed record TargetPath(string Text, string? TypeName, string Root, IReadOnlyList<TargetHop> Hops)
{
    /// <summary>The maximum length of a target in characters. Real targets are shorter, and each step takes time.</summary>
    public const int MaxLength = 4_096;

    /// <summary>The maximum number of steps of a target.</summary>
    public const int MaxHops = 64;

    /// <summary>
    /// The method that the target resolves to, if it is a method of a type. It depends only on the exposure policy, so it is cached here.
    /// </summary>
    public TypeMethod? Method { get; set; }

    /// <summary>The target's own name: that of its last member or type; null if the target ends with an element.</summary>
    public string? OwnName => Hops.Count > 0
        ? (Hops[^1].IsIndex ? null : Hops[^1].Name)
        : TypeName is null ? Root : ShortNameOf(TypeName);

    // `Outer<int>.Nested<string>` is called Nested: the text in angle brackets is skipped, with its dots.
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

    /// <summary>Whether the target has only names and dots, so that all of it may name a type.</summary>
    public bool IsDottedName => TypeName is null && Hops.All(hop => !hop.IsIndex);

    /// <summary>Parses a target. If it is not valid, returns false and the problem with its position. Never throws.</summary>
    public static bool TryParse(string text, out TargetPath path, out string problem) => new TargetParser(text).TryParse(out path, out problem);
}
