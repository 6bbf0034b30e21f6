using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>The models and errors that several contracts use, so that they need a common file.</summary>
internal sealed class SharedParts
{
    public SharedParts(ApiDescription api, IReadOnlyList<ContractParts> contracts)
    {
        Errors = contracts.SelectMany(contract => contract.Errors).CountBy(code => code).Where(count => count.Value > 1).Select(count => count.Key).ToHashSet(StringComparer.Ordinal);
        var models = contracts.SelectMany(contract => contract.Models).CountBy(name => name).Where(count => count.Value > 1).Select(count => count.Key).ToHashSet(StringComparer.Ordinal);

        // Adds the models that these models and errors use.
        ContractParts.Reach(api, api.Errors.Where(error => Errors.Contains(error.Code)).SelectMany(error => error.Members).Select(member => member.Type), models);
        Models = models;
    }

    /// <summary>The names of the models.</summary>
    public IReadOnlySet<string> Models { get; }

    /// <summary>The codes of the errors.</summary>
    public IReadOnlySet<string> Errors { get; }

    public bool IsEmpty => Models.Count == 0 && Errors.Count == 0;
}
