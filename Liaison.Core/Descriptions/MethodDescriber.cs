using System.Reflection;
using System.Text.Json;
using Liaison.Commands;

namespace Liaison.Descriptions;

/// <summary>Describes command methods by their signatures.</summary>
/// <param name="models">Receives the types.</param>
/// <param name="options">How values are written.</param>
/// <param name="documentation">The texts for the methods.</param>
internal sealed class MethodDescriber(ModelCollector models, JsonSerializerOptions options, IDocumentation documentation)
{
    /// <summary>Describes a method under the command's name.</summary>
    public MethodDescription Describe(string name, MethodInfo method)
    {
        var described = new MethodDescription(name)
        {
            Member = method.Name,
            Summary = documentation.SummaryOf(method),
            ResultSummary = documentation.ResultOf(method),
        };
        var parameters = new List<ParameterDescription>();
        foreach (var source in method.GetParameters())
        {
            var parameter = new CallParameter(source);
            if (parameter.Role == ParameterRole.Progress)
            {
                described = described with { Progress = models.Describe(parameter.Type.GetGenericArguments()[0], Nullability.Of(source).Part(0)) };
            }
            else if (!parameter.IsSupplied)
            {
                parameters.Add(Describe(parameter, source));
            }
        }

        var (result, nullability, isStream) = ResultShape.Of(method);
        return described with
        {
            Parameters = parameters,
            Result = result == typeof(void) ? null : models.Describe(result, nullability),
            IsStream = isStream,
        };
    }

    private ParameterDescription Describe(CallParameter parameter, ParameterInfo source) =>
        new(parameter.Name, parameter.Role == ParameterRole.Rest ? new ValueDescription(ValueKind.Any) : models.Describe(parameter.Type, Nullability.Of(source)))
        {
            IsOptional = parameter.IsOptional,
            Default = source.HasDefaultValue ? DefaultOf(parameter) : null,
            Summary = documentation.SummaryOf(source),
            Collects = parameter.Role switch
            {
                ParameterRole.Params => Collects.Positional,
                ParameterRole.Keywords => Collects.Named,
                ParameterRole.Rest => Collects.Rest,
                _ => Collects.Nothing,
            },
        };

    private string? DefaultOf(CallParameter parameter)
    {
        try
        {
            // Reflection reports the default of a struct as null, but the serializer does not write it as null.
            return parameter.Default is { } value ? JsonSerializer.Serialize(value, options.GetTypeInfo(parameter.Type))
                : parameter.Type.IsValueType && Nullable.GetUnderlyingType(parameter.Type) is null ? null
                : "null";
        }
        catch (NotSupportedException)
        {
            return null;
        }
    }
}
