using System.Reflection;

namespace Liaison.Descriptions;

/// <summary>Describes contract members that are topics.</summary>
internal static class TopicDescriber
{
    /// <summary>Describes a topic.</summary>
    /// <param name="contract">The contract's interface.</param>
    /// <param name="topic">The topic's name.</param>
    /// <param name="member">The member.</param>
    /// <param name="method">The member's method; for a property its getter.</param>
    /// <param name="models">Receives the types.</param>
    /// <param name="documentation">The texts for the member.</param>
    public static TopicDescription Describe(
        Type contract, string topic, MemberInfo member, MethodInfo method, ModelCollector models, IDocumentation documentation)
    {
        var (type, nullability, _) = ResultShape.Of(method);
        return new TopicDescription(topic, models.Describe(type, nullability))
        {
            Contract = contract.Name,
            Member = member.Name,
            Summary = documentation.SummaryOf(member),
        };
    }
}
