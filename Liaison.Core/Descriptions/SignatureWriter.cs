using System.Globalization;
using System.Text;

namespace Liaison.Descriptions;

/// <summary>Writes members of a contract as canonical text. It contains exactly the parts that matter on the wire.</summary>
/// <remarks>
/// Model names are not on the wire. So a model is written inside the member that uses it, and numbered in order of appearance. Members of
/// models and declared errors are sorted.
/// </remarks>
internal sealed class SignatureWriter(ApiDescription api)
{
    private readonly Dictionary<string, ModelDescription> _models = api.Models.ToDictionary(model => model.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly StringBuilder _text = new();

    /// <summary>Writes a method: <c>(id:int32,full?:boolean)->@1{name:string}^student_not_found{id:int32}</c>.</summary>
    public string Write(MethodDescription method)
    {
        Begin();
        WriteList("(", method.Parameters, ")", WriteParameter);
        _text.Append("->");
        if (method.IsStream)
        {
            _text.Append('*');
        }

        if (method.Result is { } result)
        {
            WriteValue(result);
        }

        if (method.Progress is { } progress)
        {
            _text.Append('!');
            WriteValue(progress);
        }

        foreach (var error in api.Errors.Where(error => method.Errors.Contains(error.Code)).OrderBy(error => error.Code, StringComparer.Ordinal))
        {
            _text.Append('^').Append(SignatureName.Write(error.Code));
            WriteMembers(error.Members);
        }

        return _text.ToString();
    }

    /// <summary>Writes a topic: <c>~@1{name:string}</c>.</summary>
    public string Write(TopicDescription topic)
    {
        Begin();
        _text.Append('~');
        WriteValue(topic.Value);
        return _text.ToString();
    }

    private void Begin()
    {
        _text.Clear();
        _numbers.Clear();
    }

    private void WriteParameter(ParameterDescription parameter)
    {
        _text.Append(parameter.Collects switch
        {
            Collects.Positional => "...",
            Collects.Named => "**",
            Collects.Rest => "...**",
            _ => "",
        });
        _text.Append(SignatureName.Write(parameter.Name)).Append(parameter.IsOptional && parameter.Collects == Collects.Nothing ? "?:" : ":");
        WriteValue(parameter.Type);
    }

    private void WriteValue(ValueDescription value)
    {
        switch (value.Kind)
        {
            case ValueKind.Array:
                WriteList("[", value.Items, "]", WriteValue);
                break;
            case ValueKind.Dictionary:
                WriteList("<", value.Items, ">", WriteValue);
                break;
            case ValueKind.Tuple:
                WriteList("(", value.Items, ")", WriteValue);
                break;
            case ValueKind.Model:
                WriteModel(value.Model!);
                break;
            default:
                _text.Append(value.Kind.ToString().ToLowerInvariant());
                break;
        }

        if (value.IsNullable)
        {
            _text.Append('?');
        }
    }

    private void WriteModel(string name)
    {
        if (_numbers.TryGetValue(name, out var known))
        {
            _text.Append(CultureInfo.InvariantCulture, $"@{known}");
            return;
        }

        _numbers.Add(name, _numbers.Count + 1);
        _text.Append(CultureInfo.InvariantCulture, $"@{_numbers.Count}");
        var model = _models[name];
        switch (model.Kind)
        {
            case ModelKind.Enumeration:
            case ModelKind.Flags:
                _text.Append(model.Kind == ModelKind.Flags ? '&' : '=');
                WriteList("{", [.. model.Values.Select(value => value.Json).Distinct().Order(StringComparer.Ordinal)], "}", text => _text.Append(text));
                break;
            case ModelKind.Union:
                _text.Append('|').Append(SignatureName.Write(model.Discriminator!));
                WriteList("{", [.. model.Cases.OrderBy(one => one.Json, StringComparer.Ordinal)], "}", WriteCase);
                break;
            default:
                WriteMembers(model.Members);
                break;
        }
    }

    private void WriteCase(UnionCase one)
    {
        _text.Append(one.Json).Append(':');
        if (_models[one.Model] is { Kind: ModelKind.Union } self)
        {
            // The base type is one of the cases: write its own members, which differ from those of the union.
            WriteMembers(self.Members);
        }
        else
        {
            WriteModel(one.Model);
        }
    }

    private void WriteMembers(IReadOnlyList<MemberDescription> members) => WriteList("{", [.. members.OrderBy(member => member.Name, StringComparer.Ordinal)], "}", member =>
    {
        _text.Append(SignatureName.Write(member.Name)).Append(member.IsOptional ? "?:" : ":");
        WriteValue(member.Type);
    });

    private void WriteList<T>(string open, IReadOnlyList<T> items, string close, Action<T> write)
    {
        _text.Append(open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                _text.Append(',');
            }

            write(items[i]);
        }

        _text.Append(close);
    }
}
