using System.Reflection;

namespace Liaison.Descriptions;

/// <summary>Provides texts for commands, their parameters and the types of their values.</summary>
public interface IDocumentation
{
    /// <summary>Describes a type, a method, a property or a field in one paragraph; null if there is no text.</summary>
    string? SummaryOf(MemberInfo member);

    /// <summary>Describes a parameter; null if there is no text.</summary>
    string? SummaryOf(ParameterInfo parameter);

    /// <summary>Describes a method's result; null if there is no text.</summary>
    string? ResultOf(MethodInfo method);
}
