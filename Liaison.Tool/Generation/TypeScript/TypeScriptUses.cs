using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>Finds the shared models that the file of a contract uses: an unused import is an error in many projects.</summary>
internal static class TypeScriptUses
{
    public static IReadOnlyList<string> Of(ApiDescription api, ContractParts contract, SharedParts shared)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var method in contract.Methods)
        {
            Add(method.Parameters.Select(parameter => parameter.Type), named);
            Add(new[] { method.Result, method.Progress }.OfType<ValueDescription>(), named);
        }

        Add(contract.Topics.Select(topic => topic.Value), named);
        foreach (var model in api.Models.Where(model => contract.Models.Contains(model.Name) && !shared.Models.Contains(model.Name)))
        {
            Add(model.Members.Select(member => member.Type), named);
            named.UnionWith(model.Cases.Select(one => one.Model));
        }

        Add(api.Errors.Where(error => contract.Errors.Contains(error.Code) && !shared.Errors.Contains(error.Code)).SelectMany(error => error.Members).Select(member => member.Type), named);
        return [.. named.Where(shared.Models.Contains).Order(StringComparer.Ordinal)];
    }

    private static void Add(IEnumerable<ValueDescription> values, HashSet<string> named)
    {
        foreach (var value in values)
        {
            Add(value.Items, named);
            if (value.Model is { } model)
            {
                named.Add(model);
            }
        }
    }
}
