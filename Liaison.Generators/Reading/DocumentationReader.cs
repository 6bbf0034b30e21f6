using Microsoft.CodeAnalysis;

namespace Liaison.Generators;

/// <summary>Reads the documentation comments of commands, and of the types in this project that their values consist of.</summary>
internal sealed class DocumentationReader
{
    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly List<TypeDocumentation> _types = [];

    private DocumentationReader()
    {
    }

    /// <summary>Reads the comments of commands and topics, of their values, and (if wanted) of the type that contains them.</summary>
    /// <param name="type">The type.</param>
    /// <param name="members">The members. All belong to the type.</param>
    public static EquatableArray<TypeDocumentation> Read(INamedTypeSymbol type, IEnumerable<ISymbol> members)
    {
        var reader = new DocumentationReader();
        var texts = new List<DocumentationText>();
        foreach (var member in members)
        {
            AddMember(texts, member);
            foreach (var value in member switch
            {
                IMethodSymbol method => method.Parameters.Select(parameter => parameter.Type).Append(method.ReturnType),
                IPropertySymbol property => [property.Type],
                _ => [],
            })
            {
                reader.AddType(value);
            }

            foreach (var declared in member.GetAttributes().Where(attribute => attribute.AttributeClass?.Plain() == KnownTypes.Throws))
            {
                reader.AddType(declared.ConstructorArguments.Select(argument => argument.Value).OfType<ITypeSymbol>().FirstOrDefault());
            }
        }

        reader.Add(type, texts);
        return reader._types.ToEquatable();
    }

    private static void AddMember(List<DocumentationText> texts, ISymbol member)
    {
        var isOverloaded = member is IMethodSymbol && member.ContainingType.GetMembers(member.Name).Length > 1;
        if (isOverloaded || CommentReader.Read(member) is not { } comment)
        {
            return;
        }

        Add(texts, member.Name, CommentReader.Text(comment.Element("summary")));
        Add(texts, member.Name + ":returns", CommentReader.Text(comment.Element("returns")));
        foreach (var parameter in (member as IMethodSymbol)?.Parameters ?? [])
        {
            Add(texts, $"{member.Name}({parameter.Name})", CommentReader.Text(comment.Elements("param").FirstOrDefault(element => (string?)element.Attribute("name") == parameter.Name)));
        }
    }

    private void AddType(ITypeSymbol? type)
    {
        if (type is IArrayTypeSymbol array)
        {
            AddType(array.ElementType);
        }

        if (type is not INamedTypeSymbol named || !_seen.Add(named.OriginalDefinition))
        {
            return;
        }

        foreach (var argument in named.TypeArguments)
        {
            AddType(argument);
        }

        if (named.OriginalDefinition is { DeclaringSyntaxReferences.Length: > 0 } definition && definition.IsReachable(allowGeneric: true))
        {
            AddModel(definition);
        }
    }

    private void AddModel(INamedTypeSymbol type)
    {
        var texts = new List<DocumentationText>();
        var comment = CommentReader.Read(type);
        Add(texts, "", CommentReader.Text(comment?.Element("summary")));
        foreach (var member in type.GetMembers().Where(member => member is IPropertySymbol or IFieldSymbol && member.DeclaredAccessibility == Accessibility.Public))
        {
            // The comment for a record's parameter also documents the property.
            var own = member is IPropertySymbol && comment?.Elements("param").FirstOrDefault(element => (string?)element.Attribute("name") == member.Name) is { } parameter
                ? CommentReader.Text(parameter)
                : CommentReader.Text(CommentReader.Read(member)?.Element("summary"));
            Add(texts, member.Name, own);
            AddType((member as IPropertySymbol)?.Type);
        }

        Add(type, texts);
    }

    private void Add(INamedTypeSymbol type, List<DocumentationText> texts)
    {
        if (texts.Count > 0)
        {
            _types.Add(new TypeDocumentation(type.IsGenericType ? type.ConstructUnboundGenericType().ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : type.Full(), texts.ToEquatable()));
        }
    }

    private static void Add(List<DocumentationText> texts, string key, string? text)
    {
        if (text is not null)
        {
            texts.Add(new DocumentationText(key, text));
        }
    }
}
