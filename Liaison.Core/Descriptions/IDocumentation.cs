using System.Reflection;

namespace Liaison.Descriptions;

/// <summary>What is said of commands, their parameters and the types of their values.</summary>
public interface IDocumentation
{
    /// <summary>What a type, a method, a property or a field is for, in one paragraph; null where nobody said.</summary>
    string? SummaryOf(MemberInfo member);

    /// <summary>What a parameter is for; null where nobody said.</summary>
    string? SummaryOf(ParameterInfo parameter);

    /// <summary>What a method's result means; null where nobody said.</summary>
    string? ResultOf(MethodInfo method);
}
