using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>The parts of a description that belong to one contract.</summary>
/// <param name="Name">The contract's name; null for commands without a contract.</param>
/// <param name="Methods">The methods.</param>
/// <param name="Topics">The topics.</param>
/// <param name="Models">The names of the models that it uses, directly or through others.</param>
/// <param name="Errors">The codes of the errors that it declares.</param>
internal sealed record ContractParts(
    string? Name, IReadOnlyList<MethodDescription> Methods, IReadOnlyList<TopicDescription> Topics, IReadOnlySet<string> Models, IReadOnlySet<string> Errors)
{
    /// <summary>Returns the contracts of a description, ordered by name. The commands that every host has are left out.</summary>
    public static IReadOnlyList<ContractParts> Of(ApiDescription api)
    {
        var methods = api.Methods.Where(method => !method.IsBuiltIn).ToLookup(method => method.Contract);
        var topics = api.Topics.ToLookup(topic => topic.Contract);
        return
        [
            .. from name in methods.Select(one => one.Key).Union(topics.Select(one => one.Key)).Order(StringComparer.Ordinal)
               select Create(api, name, [.. methods[name]], [.. topics[name]]),
        ];
    }

    /// <summary>Adds the models of these values, and all models that they use.</summary>
    public static void Reach(ApiDescription api, IEnumerable<ValueDescription> values, HashSet<string> reached)
    {
        foreach (var value in values)
        {
            Reach(api, value.Items, reached);
            if (value.Model is { } name && reached.Add(name) && api.Models.FirstOrDefault(model => model.Name == name) is { } model)
            {
                Reach(api, model.Members.Select(member => member.Type), reached);
                Reach(api, model.Cases.Select(one => new ValueDescription(ValueKind.Model) { Model = one.Model }), reached);
            }
        }
    }

    private static ContractParts Create(ApiDescription api, string? name, List<MethodDescription> methods, List<TopicDescription> topics)
    {
        var errors = methods.SelectMany(method => method.Errors).ToHashSet(StringComparer.Ordinal);
        var models = new HashSet<string>(StringComparer.Ordinal);
        foreach (var method in methods)
        {
            Reach(api, method.Parameters.Select(parameter => parameter.Type), models);
            Reach(api, new[] { method.Result, method.Progress }.OfType<ValueDescription>(), models);
        }

        Reach(api, topics.Select(topic => topic.Value), models);
        Reach(api, api.Errors.Where(error => errors.Contains(error.Code)).SelectMany(error => error.Members).Select(member => member.Type), models);
        return new ContractParts(name, methods, topics, models, errors);
    }
}
