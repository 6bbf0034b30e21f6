using System.Reflection;

namespace Liaison.Descriptions;

/// <summary>
/// Texts from attributes or, if there are none, from the comments in the source, which the generator adds when it is compiled.
/// </summary>
internal sealed class BuiltDocumentation : IDocumentation
{
    private static readonly AttributeDocumentation Attributes = AttributeDocumentation.Instance;

    public static BuiltDocumentation Instance { get; } = new();

    public string? SummaryOf(MemberInfo member) => Attributes.SummaryOf(member)
        ?? (member is Type type ? GeneratedDocumentation.Find(type, "") : GeneratedDocumentation.Find(member.DeclaringType, member.Name));

    public string? SummaryOf(ParameterInfo parameter) => Attributes.SummaryOf(parameter)
        ?? GeneratedDocumentation.Find(parameter.Member.DeclaringType, $"{parameter.Member.Name}({parameter.Name})");

    public string? ResultOf(MethodInfo method) => Attributes.ResultOf(method) ?? GeneratedDocumentation.Find(method.DeclaringType, method.Name + ":returns");
}
