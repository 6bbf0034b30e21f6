using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>Writes one contract as a LibMedium specification.</summary>
/// <param name="api">The description.</param>
/// <param name="contract">The contract.</param>
/// <param name="problems">Receives the problems: parts that a specification cannot express.</param>
internal sealed class LmspcWriter(ApiDescription api, ContractParts contract, List<string> problems)
{
    private readonly SourceText _text = new();
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly HashSet<string> _open = new(StringComparer.Ordinal);

    /// <summary>Returns the text of the specification.</summary>
    public string Write(string header, string name)
    {
        _text.Line(header).Line().Line($"namespace {api.Title}").Line($"class {name}");
        var events = contract.Topics.Select(topic => topic.Value.Model).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var model in contract.Models.Except(UsedByEventsAlone(events)).Order(StringComparer.Ordinal))
        {
            WriteModel(model, model);
        }

        Write(contract.Topics, topic => $"event {topic.Name}({EventParameters(topic)})");
        Write(api.Errors.Where(error => contract.Errors.Contains(error.Code)).ToList(), Exception);
        Write(contract.Methods, Method);
        return _text.ToString();
    }

    private void Write<T>(IReadOnlyList<T> items, Func<T, string> line)
    {
        if (items.Count > 0)
        {
            _text.Line();
        }

        foreach (var item in items)
        {
            _text.Line(line(item));
        }
    }

    // An event's value is written as parameters and needs no model, unless a method or a model uses that model too.
    private HashSet<string> UsedByEventsAlone(HashSet<string> events)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        ContractParts.Reach(api, contract.Methods.SelectMany(method => method.Parameters.Select(parameter => parameter.Type).Append(method.Result).OfType<ValueDescription>()), used);
        ContractParts.Reach(api, events.Select(Model).OfType<ModelDescription>().SelectMany(model => model.Members).Select(member => member.Type), used);
        return [.. events.Except(used)];
    }

    private void WriteModel(string name, string place)
    {
        if (_written.Contains(name) || Model(name) is not { } model)
        {
            return;
        }

        if (!_open.Add(name))
        {
            problems.Add($"{place}: the model {name} holds itself.");
            return;
        }

        if (model.Kind != ModelKind.Record)
        {
            _written.Add(name);
            problems.Add($"{place}: {name} is {(model.Kind == ModelKind.Union ? "one of several records" : "an enumeration")}.");
            return;
        }

        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in model.Members)
        {
            AddDirect(member.Type, used);
        }

        foreach (var other in used)
        {
            WriteModel(other, $"{name}.{other}");
        }

        if (_written.Add(name))
        {
            _text.Line().Line($"model {name}{{");
            foreach (var member in model.Members)
            {
                _text.Line($"    {member.Name}: {Type(member.Type, $"{name}.{member.Name}")}");
            }

            _text.Line("}");
        }
    }

    private string EventParameters(TopicDescription topic) => topic.Value.Model is { } name && Model(name) is { Kind: ModelKind.Record } model
        ? string.Join(", ", model.Members.Select(member => $"{member.Name}: {Type(member.Type, $"{topic.Name}.{member.Name}")}"))
        : $"value: {Type(topic.Value, topic.Name)}";

    private string Exception(ErrorDescription error)
    {
        problems.AddRange(error.Members.Select(member => $"{error.Name}.{member.Name}: an exception has only a message."));
        return $"exception {error.Name}";
    }

    private string Method(MethodDescription method)
    {
        if (method.IsStream || method.Progress is not null)
        {
            problems.Add($"{method.Name}: it {(method.IsStream ? "returns a stream" : "reports progress")}.");
        }

        problems.AddRange(method.Parameters.Where(parameter => parameter.IsOptional || parameter.Collects != Collects.Nothing)
            .Select(parameter => $"{method.Name}({parameter.Name}): every parameter takes exactly one argument there."));
        var parameters = string.Join(", ", method.Parameters.Select(parameter => $"{parameter.Name}: {Type(parameter.Type, $"{method.Name}({parameter.Name})")}"));
        return $"method {method.Name}({parameters}){(method.Result is { } result ? $": {Type(result, method.Name)}" : "")}";
    }

    private string Type(ValueDescription value, string place)
    {
        if (value.IsNullable)
        {
            problems.Add($"{place}: it may be null.");
        }

        return value.Kind switch
        {
            ValueKind.Array => "*" + Type(value.Items[0], place),
            ValueKind.Model => value.Model!,
            ValueKind.Single => "float",
            ValueKind.Bytes => "binary",
            ValueKind.Boolean or ValueKind.Double or ValueKind.String or (>= ValueKind.Int8 and <= ValueKind.UInt64) => value.Kind.ToString().ToLowerInvariant(),
            var other => Refuse(other, place),
        };
    }

    private string Refuse(ValueKind kind, string place)
    {
        problems.Add($"{place}: there is no type for {kind}.");
        return "?";
    }

    private ModelDescription? Model(string name) => api.Models.FirstOrDefault(model => model.Name == name);

    private static void AddDirect(ValueDescription value, HashSet<string> names)
    {
        if (value.Model is { } model)
        {
            names.Add(model);
        }

        foreach (var item in value.Items)
        {
            AddDirect(item, names);
        }
    }
}
