using System.ComponentModel;
using System.Reflection;
using Liaison.Commands;

namespace Liaison.Descriptions;

/// <summary>
/// Texts from attributes: <see cref="CommandAttribute.Summary"/> of commands, and <see cref="DescriptionAttribute"/> of anything.
/// </summary>
internal sealed class AttributeDocumentation : IDocumentation
{
    public static AttributeDocumentation Instance { get; } = new();

    public string? SummaryOf(MemberInfo member) =>
        member.GetCustomAttribute<CommandAttribute>(inherit: true)?.Summary ?? member.GetCustomAttribute<DescriptionAttribute>(inherit: false)?.Description;

    public string? SummaryOf(ParameterInfo parameter) => parameter.GetCustomAttribute<DescriptionAttribute>(inherit: false)?.Description;

    public string? ResultOf(MethodInfo method) => method.ReturnParameter.GetCustomAttribute<DescriptionAttribute>(inherit: false)?.Description;
}
