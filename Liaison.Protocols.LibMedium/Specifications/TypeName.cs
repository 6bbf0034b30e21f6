namespace Liaison.Protocols;

/// <summary>A type as it is written, before its name is resolved.</summary>
/// <param name="Name">The name after the asterisks.</param>
/// <param name="Depth">The number of asterisks.</param>
/// <param name="Position">The position of the name.</param>
internal sealed record TypeName(string Name, int Depth, SourcePosition Position)
{
    /// <summary>The largest nesting depth of arrays. Values are written recursively, so the depth must be limited.</summary>
    public const int MaxDepth = 32;

    /// <summary>Reads a type.</summary>
    /// <exception cref="SpecificationProblemException">No type follows.</exception>
    public static TypeName Take(SpecificationLine line)
    {
        var start = line.Position;
        var depth = 0;
        while (line.TryTake('*'))
        {
            depth++;
        }

        if (depth > MaxDepth)
        {
            throw SpecificationLine.Wrong(start, $"An array of {depth} dimensions is not allowed: the maximum is {MaxDepth}. Remove asterisks.");
        }

        var position = line.Position;
        return new TypeName(line.RequireName("a type"), depth, position);
    }
}
