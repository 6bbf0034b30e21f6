namespace Liaison.Protocols;

/// <summary>A parameter or a member whose type name is not resolved yet.</summary>
internal sealed record FieldDraft(string Name, TypeName Type, SourcePosition Position)
{
    /// <summary>Reads a name, a colon and a type.</summary>
    /// <exception cref="SpecificationProblemException">One of them is missing.</exception>
    public static FieldDraft Take(SpecificationLine line, string what)
    {
        var position = line.Position;
        var name = line.RequireName(what);
        line.Require(':', $"Write {what} as 'name: type'.");
        return new FieldDraft(name, TypeName.Take(line), position);
    }
}
