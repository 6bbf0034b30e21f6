using Microsoft.CodeAnalysis;

namespace Liaison.Generators;

/// <summary>Reads contracts: interfaces that are marked <c>[CommandContract]</c>.</summary>
internal static class ContractReader
{
    /// <summary>Returns the contract, or null if no code can be generated for it. The analyzers report the reason.</summary>
    public static ContractModel? Read(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Interface || !type.IsReachable())
        {
            return null;
        }

        var prefix = type.Attribute(KnownTypes.Contract)?.Value("Prefix") as string ?? "";
        var members = new List<MemberModel>();
        foreach (var member in type.AllInterfaces.Prepend(type).SelectMany(declaring => declaring.GetMembers()).Where(member => member.IsAbstract))
        {
            var read = member switch
            {
                IMethodSymbol { AssociatedSymbol: not null } => null,
                IMethodSymbol method => ReadMethod(method, prefix),
                IPropertySymbol property => ReadProperty(property),
                _ => null,
            };
            if (read is not null)
            {
                members.Add(read);
            }
            else if (member is not IMethodSymbol { AssociatedSymbol: IPropertySymbol })
            {
                return null;
            }
        }

        return new ContractModel(type.Full(), type.FileName(), prefix, members.ToEquatable())
        {
            Documentation = type.AllInterfaces.Prepend(type)
                .Where(declaring => !declaring.IsGenericType)
                .SelectMany(declaring => DocumentationReader.Read(declaring, declaring.GetMembers().Where(member => member.IsAbstract)))
                .GroupBy(documentation => documentation.Type)
                .Select(same => same.First())
                .ToEquatable(),
        };
    }

    private static MemberModel? ReadMethod(IMethodSymbol method, string prefix)
    {
        if (MethodReader.Read(method) is not { } read || method.IsStatic || read.Parameters.Any(parameter => parameter.Role == ParameterRole.Rest))
        {
            return null;
        }

        var member = ShapeOf(method.ReturnType, read);
        if (method.Attribute(KnownTypes.Topic) is { } topic)
        {
            return member is { Kind: MemberKind.Stream } ? member with { Kind = MemberKind.Topic, Name = topic.Value("Name") as string ?? method.Name } : null;
        }

        var command = method.Attribute(KnownTypes.Command);
        return member is null ? null : member with
        {
            Name = prefix + (command?.Value("Name") as string ?? NameOf(method.Name)),
            ResolvesReferences = !command.HasFalse("ResolveReferences"),
            Errors = ErrorReader.Read(method),
        };
    }

    private static MemberModel? ReadProperty(IPropertySymbol property) =>
        property is { GetMethod: { } getter, SetMethod: null, IsIndexer: false }
        && property.Attribute(KnownTypes.Topic) is { } topic
        && MethodReader.Read(getter) is { } read
        && ShapeOf(property.Type, read) is { Kind: MemberKind.Stream } member
            ? member with { Kind = MemberKind.Topic, Name = topic.Value("Name") as string ?? property.Name, Property = Symbols.Escape(property.Name) }
            : null;

    private static MemberModel? ShapeOf(ITypeSymbol type, MethodModel method)
    {
        var member = new MemberModel(method, MemberKind.Call, "", type.Full());
        var argument = type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } ? arguments[0].Full() : null;
        return type.Plain() switch
        {
            "System.Threading.Tasks.Task" => member,
            "System.Threading.Tasks.ValueTask" => member with { IsValueTask = true },
            "System.Threading.Tasks.Task<TResult>" => member with { ResultType = argument },
            "System.Threading.Tasks.ValueTask<TResult>" => member with { ResultType = argument, IsValueTask = true },
            KnownTypes.Sequence => member with { ResultType = argument, Kind = MemberKind.Stream },
            _ => null,
        };
    }

    private static string NameOf(string method) => method.EndsWith("Async", StringComparison.Ordinal) && method.Length > 5 ? method.Substring(0, method.Length - 5) : method;
}
