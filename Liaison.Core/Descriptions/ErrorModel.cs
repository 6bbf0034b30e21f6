using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Descriptions;

/// <summary>Describes declared exceptions: what they carry beside what every exception has.</summary>
internal static class ErrorModel
{
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "What was removed is not sent either.")]
    public static ErrorDescription Of(Type exception, string code, ModelCollector models, JsonSerializerOptions options, IDocumentation documentation) =>
        new(code, exception.Name)
        {
            Summary = documentation.SummaryOf(exception),
            Members =
            [
                .. from property in exception.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                   where property.DeclaringType is { } type && type != typeof(Exception) && type.Assembly != typeof(Exception).Assembly
                   where property.CanRead && property.GetIndexParameters().Length == 0
                   let name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? options.PropertyNamingPolicy?.ConvertName(property.Name) ?? property.Name
                   select new MemberDescription(name, models.Describe(property.PropertyType, Nullability.Of(property))) { Summary = documentation.SummaryOf(property) },
            ],
        };
}
