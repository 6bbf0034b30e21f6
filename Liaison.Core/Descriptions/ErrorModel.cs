using System.Text.Json;
using Liaison.Commands;

namespace Liaison.Descriptions;

/// <summary>Describes declared exceptions by the members that they add to <see cref="Exception"/>.</summary>
internal static class ErrorModel
{
    public static ErrorDescription Of(Type exception, string code, ModelCollector models, JsonSerializerOptions options, IDocumentation documentation) =>
        new(code, exception.Name)
        {
            Summary = documentation.SummaryOf(exception),
            Members =
            [
                .. from member in DeclaredMember.Of(exception, options)
                   let property = member.Property
                   select new MemberDescription(member.Name, models.Describe(property.PropertyType, Nullability.Of(property))) { Summary = documentation.SummaryOf(property) },
            ],
        };
}
