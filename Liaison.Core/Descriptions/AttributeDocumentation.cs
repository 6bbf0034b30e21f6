using System.ComponentModel;
using System.Reflection;
using Liaison.Commands;

namespace Liaison.Descriptions;

/// <summary>What attributes say: <see cref="CommandAttribute.Summary"/>, and <see cref="DescriptionAttribute"/> on anything.</summary>
internal sealed class AttributeDocumentation : IDocumentation
{
    public static AttributeDocumentation Instance { get; } = new();

    public string? SummaryOf(MemberInfo member) =>
        member.GetCustomAttribute<CommandAttribute>(inherit: true)?.Summary ?? member.GetCustomAttribute<DescriptionAttribute>(inherit: false)?.Description;

    public string? SummaryOf(ParameterInfo parameter) => parameter.GetCustomAttribute<DescriptionAttribute>(inherit: false)?.Description;

    public string? ResultOf(MethodInfo method) => method.ReturnParameter.GetCustomAttribute<DescriptionAttribute>(inherit: false)?.Description;
}
