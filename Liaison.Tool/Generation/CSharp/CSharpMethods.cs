using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>Writes methods and topics as the members of a contract.</summary>
internal sealed class CSharpMethods(SourceText text, ApiDescription api)
{
    private readonly Dictionary<string, ModelDescription> _models = api.Models.ToDictionary(model => model.Name, StringComparer.Ordinal);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public void Write(MethodDescription method)
    {
        var name = Words.Fresh(CSharpName.Method(method.Name, method.Member), _taken);
        CSharpComment.Write(text, 4, method.Summary);
        foreach (var parameter in method.Parameters)
        {
            CSharpComment.WriteElement(text, 4, $"param name=\"{CSharpName.Parameter(parameter.Name).TrimStart('@')}\"", parameter.Summary);
        }

        CSharpComment.WriteElement(text, 4, "returns", method.ResultSummary);
        if ((name.EndsWith("Async", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name) != method.Name)
        {
            text.Line($"    [Command({CSharpType.Quote(method.Name)})]");
        }

        foreach (var error in api.Errors.Where(error => method.Errors.Contains(error.Code)))
        {
            text.Line($"    [Throws(typeof({error.Name}), {CSharpType.Quote(error.Code)})]");
        }

        var result = method.Result is { } value ? CSharpType.Of(value) : null;
        var type = method.IsStream ? $"IAsyncEnumerable<{result}>" : result is null ? "Task" : $"Task<{result}>";
        text.Line($"    {type} {name}({string.Join(", ", Parameters(method))});");
    }

    public void Write(TopicDescription topic)
    {
        CSharpComment.Write(text, 4, topic.Summary);
        text.Line($"    [Topic({CSharpType.Quote(topic.Name)})]");
        text.Line($"    IAsyncEnumerable<{CSharpType.Of(topic.Value)}> {Words.Fresh(topic.Member ?? Words.Pascal(topic.Name), _taken)}(CancellationToken cancellationToken = default);");
    }

    private IEnumerable<string> Parameters(MethodDescription method)
    {
        var parameters = method.Parameters.Where(parameter => parameter.Collects != Collects.Positional).Select(Parameter).ToList();
        if (method.Progress is { } progress)
        {
            parameters.Add($"IProgress<{CSharpType.Of(progress)}>? progress = null");
        }

        parameters.Add("CancellationToken cancellationToken = default");
        return parameters.Concat(method.Parameters.Where(parameter => parameter.Collects == Collects.Positional).Select(Parameter));
    }

    private string Parameter(ParameterDescription parameter)
    {
        var name = CSharpName.Parameter(parameter.Name);
        var renamed = name.TrimStart('@') == parameter.Name ? "" : $"[Argument(Name = {CSharpType.Quote(parameter.Name)})] ";
        var type = CSharpType.Of(parameter.Type);
        return renamed + parameter.Collects switch
        {
            Collects.Positional => $"params {CSharpType.Of(parameter.Type.Items[0])}[]{(parameter.Type.IsNullable ? "?" : "")} {name}",
            Collects.Named => $"[Keywords] {type} {name} = null!",
            Collects.Rest => $"CommandArguments {name} = null!",
            _ when parameter.IsOptional => $"{type} {name} = {CSharpType.Literal(parameter.Type, parameter.Default, _models)}",
            _ => $"{type} {name}",
        };
    }
}
