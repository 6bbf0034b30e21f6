using Liaison.Descriptions;
using Liaison.Protocols;

namespace Liaison.Tool;

/// <summary>Describes the declarations of a LibMedium specification (WIRE, section 6).</summary>
internal static class SpecificationDescription
{
    private static readonly Dictionary<DeclaredTypeKind, ValueKind> Kinds = new()
    {
        [DeclaredTypeKind.Boolean] = ValueKind.Boolean,
        [DeclaredTypeKind.Int8] = ValueKind.Int8,
        [DeclaredTypeKind.UInt8] = ValueKind.UInt8,
        [DeclaredTypeKind.Int16] = ValueKind.Int16,
        [DeclaredTypeKind.UInt16] = ValueKind.UInt16,
        [DeclaredTypeKind.Int32] = ValueKind.Int32,
        [DeclaredTypeKind.UInt32] = ValueKind.UInt32,
        [DeclaredTypeKind.Int64] = ValueKind.Int64,
        [DeclaredTypeKind.UInt64] = ValueKind.UInt64,
        [DeclaredTypeKind.Float] = ValueKind.Single,
        [DeclaredTypeKind.Double] = ValueKind.Double,
        [DeclaredTypeKind.String] = ValueKind.String,
        [DeclaredTypeKind.Binary] = ValueKind.Bytes,
    };

    /// <summary>Reads a specification's text.</summary>
    /// <exception cref="ToolException">The text cannot be read. The message lists each problem with its position and fix.</exception>
    public static ApiDescription Of(string path, string text)
    {
        try
        {
            return Of(LibMediumSpecification.Parse(text));
        }
        catch (SpecificationFormatException problem)
        {
            throw new ToolException(ExitCodes.Failed, $"--from {path}: {problem.Message}", problem);
        }
    }

    private static ApiDescription Of(LibMediumSpecification specification)
    {
        var contract = "I" + specification.ClassName;
        var errors = specification.Exceptions.Select(fault => new ErrorDescription(fault.Code, fault.Name)).ToList();
        return new ApiDescription(specification.Namespace, "1.0.0")
        {
            Methods = [.. specification.Methods.Select(method => Method(method, contract, errors)).OrderBy(method => method.Name, StringComparer.Ordinal)],
            Topics = [.. specification.Events.Select(one => Topic(one, contract)).OrderBy(topic => topic.Name, StringComparer.Ordinal)],
            Errors = [.. errors.OrderBy(error => error.Code, StringComparer.Ordinal)],
            Models =
            [
                .. specification.Models.Select(model => new ModelDescription(model.Name, ModelKind.Record) { Members = Members(model.Members) })
                    .Concat(specification.Events.Where(one => one.Parameters.Count > 1).Select(one => new ModelDescription(EventModel(one), ModelKind.Record) { Members = Members(one.Parameters) }))
                    .OrderBy(model => model.Name, StringComparer.Ordinal),
            ],
        };
    }

    // A specification does not say which method throws which exception, so every method may throw each.
    private static MethodDescription Method(DeclaredMethod method, string contract, List<ErrorDescription> errors) => new(method.Name)
    {
        Contract = contract,
        Parameters = [.. method.Parameters.Select(parameter => new ParameterDescription(parameter.Name, Value(parameter.Type)))],
        Result = method.Result is { } result ? Value(result) : null,
        Errors = [.. errors.Select(error => error.Code).Order(StringComparer.Ordinal)],
    };

    // An event has no value, one value, or a model of several.
    private static TopicDescription Topic(DeclaredEvent one, string contract)
    {
        var value = one.Parameters switch
        {
            [] => new ValueDescription(ValueKind.Any) { IsNullable = true },
            [var only] => Value(only.Type),
            _ => new ValueDescription(ValueKind.Model) { Model = EventModel(one) },
        };
        return new TopicDescription(one.Name, value) { Contract = contract };
    }

    private static string EventModel(DeclaredEvent one) => Words.Pascal(one.Name) + "Event";

    private static MemberDescription[] Members(IReadOnlyList<DeclaredField> fields) => [.. fields.Select(field => new MemberDescription(field.Name, Value(field.Type)))];

    private static ValueDescription Value(DeclaredType type) => type.Kind switch
    {
        DeclaredTypeKind.Array => new ValueDescription(ValueKind.Array) { Items = [Value(type.Element!)] },
        DeclaredTypeKind.Model => new ValueDescription(ValueKind.Model) { Model = type.Model!.Name },
        var kind => new ValueDescription(Kinds[kind]),
    };
}
