using System.Text.Json;

namespace Liaison.Descriptions;

/// <summary>Writes a description as an OpenRPC document.</summary>
internal sealed class OpenRpcWriter(Utf8JsonWriter json)
{
    public const string ErrorReference = "#/components/errors/";

    // The number that the JSON-RPC protocol sends for a command that fails with its own code.
    private const int FailedNumber = -32000;

    private readonly SchemaWriter _schemas = new(json);

    public void Write(ApiDescription api)
    {
        json.WriteStartObject();
        json.WriteString("openrpc", "1.3.2");
        json.WriteStartObject("info");
        json.WriteString("title", api.Title);
        json.WriteString("version", api.Version);
        json.WriteEndObject();
        json.WriteString("x-json-schema", "https://json-schema.org/draft/2020-12/schema");
        WriteArray("methods", api.Methods, Write);
        WriteArray("x-topics", api.Topics, Write);
        WriteArray("x-errors", api.Errors, Write);
        json.WriteStartObject("components");
        WriteObject("schemas", api.Models, model => model.Name, _schemas.Write);
        WriteObject("errors", api.Errors, error => error.Code, WriteComponent);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Write(MethodDescription method)
    {
        json.WriteStartObject();
        json.WriteString("name", method.Name);
        WriteText("summary", method.Summary);
        WriteText("x-contract", method.Contract);
        WriteText("x-member", method.Member);
        WriteFlag("x-built-in", method.IsBuiltIn);
        json.WriteString("paramStructure", "either");
        WriteArray("params", method.Parameters, Write);
        WriteResult(method);
        WriteFlag("x-stream", method.IsStream);
        if (method.Progress is { } progress)
        {
            json.WritePropertyName("x-progress");
            _schemas.Write(progress);
        }

        WriteArray("errors", method.Errors, code =>
        {
            json.WriteStartObject();
            json.WriteString("$ref", ErrorReference + code);
            json.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private void Write(ParameterDescription parameter)
    {
        json.WriteStartObject();
        json.WriteString("name", parameter.Name);
        WriteText("summary", parameter.Summary);
        WriteText("x-collects", parameter.Collects == Collects.Nothing ? null : NameOf(parameter.Collects));
        json.WriteBoolean("required", !parameter.IsOptional);
        json.WritePropertyName("schema");
        _schemas.Write(parameter.Type, defaultJson: parameter.Default);
        json.WriteEndObject();
    }

    // If the caller does not ask for single items, a stream is answered as a list.
    private void WriteResult(MethodDescription method)
    {
        json.WriteStartObject("result");
        json.WriteString("name", "result");
        WriteText("summary", method.ResultSummary);
        json.WritePropertyName("schema");
        if (method.Result is { } result)
        {
            _schemas.Write(method.IsStream ? new ValueDescription(ValueKind.Array) { Items = [result] } : result);
        }
        else
        {
            json.WriteStartObject();
            json.WriteString("type", "null");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void Write(TopicDescription topic)
    {
        json.WriteStartObject();
        json.WriteString("name", topic.Name);
        WriteText("summary", topic.Summary);
        WriteText("x-contract", topic.Contract);
        WriteText("x-member", topic.Member);
        json.WritePropertyName("schema");
        _schemas.Write(topic.Value);
        json.WriteEndObject();
    }

    private void Write(ErrorDescription error)
    {
        json.WriteStartObject();
        json.WriteString("code", error.Code);
        json.WriteString("name", error.Name);
        WriteText("summary", error.Summary);
        json.WriteStartObject("schema");
        _schemas.WriteMembers(error.Members);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteComponent(ErrorDescription error)
    {
        json.WriteStartObject();
        json.WriteNumber("code", FailedNumber);
        json.WriteString("message", error.Summary ?? error.Name);
        json.WriteStartObject("data");
        json.WriteString("code", error.Code);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteArray<T>(string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }

    private void WriteObject<T>(string name, IReadOnlyList<T> items, Func<T, string> nameOf, Action<T> write)
    {
        json.WriteStartObject(name);
        foreach (var item in items)
        {
            json.WritePropertyName(nameOf(item));
            write(item);
        }

        json.WriteEndObject();
    }

    private void WriteText(string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private void WriteFlag(string name, bool flag)
    {
        if (flag)
        {
            json.WriteBoolean(name, true);
        }
    }

    private static string NameOf(Collects collects) => collects.ToString().ToLowerInvariant();
}
