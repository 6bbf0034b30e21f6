namespace Liaison.Protocols;

/// <summary>A type as it is written, before it is known what it names.</summary>
/// <param name="Name">The name behind the asterisks.</param>
/// <param name="Depth">How many asterisks there are.</param>
/// <param name="Position">Where the name stands.</param>
internal sealed record TypeName(string Name, int Depth, SourcePosition Position)
{
    /// <summary>How deeply arrays may be nested: values of the type are written by calls that are nested as deeply.</summary>
    public const int MaxDepth = 32;

    /// <summary>Takes a type, which has to come.</summary>
    /// <exception cref="SpecificationProblemException">None comes next.</exception>
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
            throw SpecificationLine.Wrong(start, $"An array of {depth} dimensions is more than the {MaxDepth} that there may be. Take asterisks away.");
        }

        var position = line.Position;
        return new TypeName(line.RequireName("a type"), depth, position);
    }
}
