using System.Text.Json;

namespace Liaison.Descriptions;

/// <summary>Reads an OpenRPC document, as <see cref="OpenRpcWriter"/> writes it.</summary>
internal static class OpenRpcReader
{
    public static ApiDescription Read(JsonElement document)
    {
        if (SchemaReader.Text(document, "openrpc") is null)
        {
            throw new FormatException("This is not an OpenRPC document: it has no \"openrpc\". Use a document from the command 'discover'.");
        }

        var info = document.GetProperty("info");
        return new ApiDescription(info.GetProperty("title").GetString()!, info.GetProperty("version").GetString()!)
        {
            Methods = [.. document.GetProperty("methods").EnumerateArray().Select(Method)],
            Topics = [.. Items(document, "x-topics").Select(Topic)],
            Errors = [.. Items(document, "x-errors").Select(Error)],
            Models = document.TryGetProperty("components", out var components) && components.TryGetProperty("schemas", out var schemas)
                ? [.. schemas.EnumerateObject().Select(schema => SchemaReader.Model(schema.Name, schema.Value))]
                : [],
        };
    }

    private static MethodDescription Method(JsonElement method)
    {
        var isStream = SchemaReader.Flag(method, "x-stream");
        return new MethodDescription(method.GetProperty("name").GetString()!)
        {
            Contract = Name(method, "x-contract"),
            Member = Name(method, "x-member"),
            Summary = SchemaReader.Text(method, "summary"),
            IsBuiltIn = SchemaReader.Flag(method, "x-built-in"),
            IsStream = isStream,
            Parameters = [.. method.GetProperty("params").EnumerateArray().Select(Parameter)],
            Result = method.TryGetProperty("result", out var result) ? Result(result, isStream) : null,
            ResultSummary = method.TryGetProperty("result", out result) ? SchemaReader.Text(result, "summary") : null,
            Progress = method.TryGetProperty("x-progress", out var progress) ? SchemaReader.Value(progress) : null,
            Errors = [.. Items(method, "errors").Select(error => SchemaReader.Text(error, "$ref")).OfType<string>().Select(LastSegment)],
        };
    }

    private static ValueDescription? Result(JsonElement result, bool isStream)
    {
        var schema = result.GetProperty("schema");
        if (SchemaReader.Text(schema, "type") == "null")
        {
            return null;
        }

        var value = SchemaReader.Value(schema);
        return isStream && value.Kind == ValueKind.Array ? value.Items[0] : value;
    }

    private static ParameterDescription Parameter(JsonElement parameter)
    {
        var schema = parameter.GetProperty("schema");
        return new ParameterDescription(parameter.GetProperty("name").GetString()!, SchemaReader.Value(schema))
        {
            Summary = SchemaReader.Text(parameter, "summary"),
            IsOptional = !SchemaReader.Flag(parameter, "required"),
            Collects = Enum.TryParse<Collects>(SchemaReader.Text(parameter, "x-collects"), ignoreCase: true, out var collects) ? collects : Collects.Nothing,
            Default = schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("default", out var value) ? value.GetRawText() : null,
        };
    }

    private static TopicDescription Topic(JsonElement topic) => new(topic.GetProperty("name").GetString()!, SchemaReader.Value(topic.GetProperty("schema")))
    {
        Contract = Name(topic, "x-contract"),
        Member = Name(topic, "x-member"),
        Summary = SchemaReader.Text(topic, "summary"),
    };

    private static ErrorDescription Error(JsonElement error) => new(error.GetProperty("code").GetString()!, SchemaReader.Name(error.GetProperty("name").GetString()!))
    {
        Summary = SchemaReader.Text(error, "summary"),
        Members = SchemaReader.Members(error.GetProperty("schema")),
    };

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string name) => element.TryGetProperty(name, out var items) ? items.EnumerateArray() : default;

    private static string? Name(JsonElement element, string member) => SchemaReader.Text(element, member) is { } text ? SchemaReader.Name(text) : null;

    private static string LastSegment(string reference) => reference[(reference.LastIndexOf('/') + 1)..];
}
