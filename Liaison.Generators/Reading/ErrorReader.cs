using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Liaison.Generators;

/// <summary>Reads declared exceptions: it finds the constructor and the properties that receive the data of an error.</summary>
internal static class ErrorReader
{
    /// <summary>Returns the exceptions that a member declares. If two have the same code, only the first is returned.</summary>
    public static EquatableArray<ErrorModel> Read(ISymbol member) =>
        member.GetAttributes()
            .Where(attribute => attribute.AttributeClass?.Plain() == KnownTypes.Throws)
            .Select(Read)
            .OfType<ErrorModel>()
            .GroupBy(error => error.Code)
            .Select(errors => errors.First())
            .ToEquatable();

    /// <summary>Returns expressions with the property names of the exceptions that a member declares.</summary>
    public static IEnumerable<string> MembersOf(ISymbol member) =>
        from attribute in member.GetAttributes()
        where attribute.AttributeClass?.Plain() == KnownTypes.Throws
        from type in attribute.ConstructorArguments.Select(argument => argument.Value).OfType<INamedTypeSymbol>()
        where type.IsReachable()
        from property in MembersOf(type)
        select $"typeof({type.Full()}).GetProperty({SymbolDisplay.FormatLiteral(property.Name, quote: true)})";

    private static ErrorModel? Read(AttributeData attribute) =>
        attribute.ConstructorArguments is { Length: 2 } arguments && arguments[0].Value is INamedTypeSymbol type && arguments[1].Value is string code
        && Construct(type) is { } construction
            ? new ErrorModel(code, construction)
            : null;

    // Uses the constructor that takes the most properties. The remaining ones are assigned if they have a setter.
    private static string? Construct(INamedTypeSymbol type)
    {
        var members = MembersOf(type);
        var constructor = type.InstanceConstructors
            .Where(one => one.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal && one.Parameters.All(parameter => Argument(parameter, members) is not null))
            .OrderByDescending(one => one.Parameters.Length)
            .FirstOrDefault();
        if (constructor is null || type.IsAbstract)
        {
            return null;
        }

        var arguments = string.Join(", ", constructor.Parameters.Select(parameter => Argument(parameter, members)));
        var properties = members
            .Where(member => member.SetMethod is { DeclaredAccessibility: Accessibility.Public } && !constructor.Parameters.Any(parameter => IsOf(parameter, member)))
            .Select(member => $"{Symbols.Escape(member.Name)} = {Read(member)}")
            .ToList();
        return $"new {type.Full()}({arguments}){(properties.Count == 0 ? "" : $" {{ {string.Join(", ", properties)} }}")}";
    }

    private static string? Argument(IParameterSymbol parameter, IReadOnlyList<IPropertySymbol> members) =>
        members.FirstOrDefault(member => IsOf(parameter, member)) is { } member ? Read(member)
        : parameter.Type.SpecialType == SpecialType.System_String && parameter.Name == "message" ? "error.Message"
        : parameter.Type.Plain() == "System.Exception" ? "error.Failure"
        : parameter.HasExplicitDefaultValue ? $"default({parameter.Type.Full()})"
        : null;

    private static bool IsOf(IParameterSymbol parameter, IPropertySymbol member) =>
        string.Equals(parameter.Name, member.Name, StringComparison.OrdinalIgnoreCase) && SymbolEqualityComparer.Default.Equals(parameter.Type, member.Type);

    private static string Read(IPropertySymbol member)
    {
        var name = member.Attribute("System.Text.Json.Serialization.JsonPropertyNameAttribute")?.Value("Name") as string ?? member.Name;
        return $"error.Read<{member.Type.Full()}>({SymbolDisplay.FormatLiteral(name, quote: true)})";
    }

    // Returns the properties that a plain exception does not have.
    private static List<IPropertySymbol> MembersOf(INamedTypeSymbol type)
    {
        var members = new List<IPropertySymbol>();
        for (var declaring = type; declaring is not null && declaring.ContainingNamespace.ToDisplayString() != "System"; declaring = declaring.BaseType)
        {
            members.AddRange(declaring.GetMembers().OfType<IPropertySymbol>().Where(property =>
                property is { IsStatic: false, IsIndexer: false, IsOverride: false, GetMethod.DeclaredAccessibility: Accessibility.Public }
                && members.All(known => known.Name != property.Name)));
        }

        return members;
    }
}
