using System.Reflection;
using System.Xml;
using System.Xml.Linq;
using Liaison.Commands;
using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>The XML documentation that the compiler wrote for an assembly.</summary>
internal sealed class XmlDocumentation : IDocumentation
{
    private readonly ILookup<string, XElement> _members;

    private XmlDocumentation(IEnumerable<XElement> members) => _members = members.ToLookup(member => Key((string?)member.Attribute("name") ?? ""), StringComparer.Ordinal);

    /// <summary>Reads the file beside the assembly. If there is no readable file, the documentation is empty.</summary>
    public static XmlDocumentation Beside(string assembly)
    {
        try
        {
            var path = Path.ChangeExtension(assembly, ".xml");
            return new XmlDocumentation(File.Exists(path) ? XDocument.Load(path).Descendants("member") : []);
        }
        catch (Exception problem) when (problem is XmlException or IOException or UnauthorizedAccessException)
        {
            return new XmlDocumentation([]);
        }
    }

    public string? SummaryOf(MemberInfo member) =>
        Text(Find(member)?.Element("summary"))
        ?? (member is PropertyInfo property && property.DeclaringType is { } type ? Named(Find(type), property.Name) : null)
        ?? member.GetCustomAttribute<CommandAttribute>(inherit: true)?.Summary;

    public string? SummaryOf(ParameterInfo parameter) => Named(Find(parameter.Member), parameter.Name);

    public string? ResultOf(MethodInfo method) => Text(Find(method)?.Element("returns"));

    private XElement? Find(MemberInfo member) => member switch
    {
        Type type => _members["T:" + NameOf(type)].FirstOrDefault(),
        MethodInfo method => Overload(_members[$"M:{NameOf(method.DeclaringType!)}.{method.Name}"], method),
        PropertyInfo property => _members[$"P:{NameOf(property.DeclaringType!)}.{property.Name}"].FirstOrDefault(),
        FieldInfo field => _members[$"F:{NameOf(field.DeclaringType!)}.{field.Name}"].FirstOrDefault(),
        _ => null,
    };

    // Overloads are distinguished by the names of their parameters.
    private static XElement? Overload(IEnumerable<XElement> overloads, MethodInfo method)
    {
        var names = method.GetParameters().Select(parameter => parameter.Name).ToHashSet();
        return overloads.OrderByDescending(element => element.Elements("param").Count(parameter => names.Contains((string?)parameter.Attribute("name")))).FirstOrDefault();
    }

    private static string? Named(XElement? element, string? name) => Text(element?.Elements("param").FirstOrDefault(parameter => (string?)parameter.Attribute("name") == name));

    private static string NameOf(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return (definition.FullName ?? definition.Name).Replace('+', '.');
    }

    // The key of a method is its name without the parameters.
    private static string Key(string name) => name.Split('(')[0].Split("``")[0];

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        var text = string.Concat(element.Nodes().Select(Plain));
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } said ? said : null;
    }

    // <see cref="T:Shop.Basket"/> becomes Basket, <paramref name="id"/> becomes id.
    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("langword") ?? (string?)reference.Attribute("name") ?? "").Split('(')[0].Split('.', ':')[^1],
        XElement element => string.Concat(element.Nodes().Select(Plain)),
        _ => "",
    };
}
