namespace Liaison.Protocols;

/// <summary>A parameter or a member as it is written, before it is known what its type names.</summary>
internal sealed record FieldDraft(string Name, TypeName Type, SourcePosition Position)
{
    /// <summary>Takes a name, a colon and a type, which have to come.</summary>
    /// <exception cref="SpecificationProblemException">They do not come.</exception>
    public static FieldDraft Take(SpecificationLine line, string what)
    {
        var position = line.Position;
        var name = line.RequireName(what);
        line.Require(':', $"Write {what} as 'name: type'.");
        return new FieldDraft(name, TypeName.Take(line), position);
    }
}
