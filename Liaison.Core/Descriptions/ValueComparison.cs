namespace Liaison.Descriptions;

/// <summary>Compares the types of values at both ends: whether the reading end can read the values of the writing end.</summary>
/// <param name="client">The client's models.</param>
/// <param name="host">The host's models.</param>
/// <param name="differences">Receives the differences.</param>
internal sealed class ValueComparison(ApiDescription client, ApiDescription host, List<string> differences)
{
    private readonly Dictionary<string, ModelDescription> _client = client.Models.ToDictionary(model => model.Name, StringComparer.Ordinal);
    private readonly Dictionary<string, ModelDescription> _host = host.Models.ToDictionary(model => model.Name, StringComparer.Ordinal);

    // Models may contain themselves, so each pair is compared and reported only once.
    private readonly HashSet<(string Client, string Host, bool Sends)> _compared = [];

    /// <summary>Compares values that the client sends.</summary>
    public void Sends(string place, ValueDescription client, ValueDescription host) => Compare(place, client, host, sends: true);

    /// <summary>Compares values that the client receives.</summary>
    public void Receives(string place, ValueDescription client, ValueDescription? host)
    {
        if (host is null)
        {
            differences.Add($"{place}: the host returns nothing.");
        }
        else
        {
            Compare(place, client, host, sends: false);
        }
    }

    /// <summary>Compares members that the client receives.</summary>
    public void ReceivesMembers(string place, IReadOnlyList<MemberDescription> client, IReadOnlyList<MemberDescription> host) => CompareMembers(place, client, host, sends: false);

    private void Compare(string place, ValueDescription client, ValueDescription host, bool sends)
    {
        var (written, read) = sends ? (client, host) : (host, client);
        if (read.Kind == ValueKind.Any)
        {
            return;
        }

        if (written.IsNullable && !read.IsNullable)
        {
            differences.Add($"{place} may be null at {(sends ? "the client, and not at the host" : "the host, and not at the client")}.");
        }

        if (written.Kind != read.Kind)
        {
            if (!KindFit.Fits(written.Kind, read.Kind))
            {
                differences.Add($"{place} is {NameOf(client)} at the client, and {NameOf(host)} at the host.");
            }
        }
        else if (read.Kind == ValueKind.Model)
        {
            CompareModels(place, client.Model!, host.Model!, sends);
        }
        else if (client.Items.Count != host.Items.Count)
        {
            differences.Add($"{place} has {client.Items.Count} items at the client, and {host.Items.Count} at the host.");
        }
        else
        {
            for (var i = 0; i < client.Items.Count; i++)
            {
                Compare(place + (client.Kind == ValueKind.Tuple ? $"[{i}]" : "[]"), client.Items[i], host.Items[i], sends);
            }
        }
    }

    private void CompareModels(string place, string clientName, string hostName, bool sends)
    {
        if (!_compared.Add((clientName, hostName, sends)))
        {
            return;
        }

        var (mine, theirs) = (_client[clientName], _host[hostName]);
        if (mine.Kind != theirs.Kind)
        {
            differences.Add($"{place} is {NameOf(mine.Kind)} at the client, and {NameOf(theirs.Kind)} at the host.");
        }
        else if (mine.Kind == ModelKind.Record)
        {
            CompareMembers(place, mine.Members, theirs.Members, sends);
        }
        else if (mine.Kind == ModelKind.Union)
        {
            CompareCases(place, mine, theirs, sends);
        }
        else
        {
            // A client can read an enumeration's number even if it has no name for it.
            var (written, read) = sends ? (mine, theirs) : (theirs, mine);
            var unknown = written.Values.Select(value => value.Json).Except(read.Values.Select(value => value.Json)).Where(value => sends || value.StartsWith('"'));
            differences.AddRange(unknown.Select(value => $"{place} may be {value}, which {(sends ? "the host" : "the client")} does not know."));
        }
    }

    private void CompareCases(string place, ModelDescription mine, ModelDescription theirs, bool sends)
    {
        if (mine.Discriminator != theirs.Discriminator)
        {
            differences.Add($"{place} has the discriminator '{mine.Discriminator}' at the client, and '{theirs.Discriminator}' at the host.");
            return;
        }

        var (written, read) = sends ? (mine, theirs) : (theirs, mine);
        foreach (var json in written.Cases.Select(one => one.Json))
        {
            if (read.Cases.All(one => one.Json != json))
            {
                differences.Add($"{place} may be a {json}, which {(sends ? "the host" : "the client")} does not know.");
                continue;
            }

            CompareMembers($"{place} ({json})", MembersOf(_client, mine, json), MembersOf(_host, theirs, json), sends);
        }
    }

    private void CompareMembers(string place, IReadOnlyList<MemberDescription> client, IReadOnlyList<MemberDescription> host, bool sends)
    {
        foreach (var mine in client)
        {
            if (host.FirstOrDefault(member => member.Name == mine.Name) is not { } its)
            {
                if (sends || !mine.IsOptional)
                {
                    differences.Add($"{place} has no member '{mine.Name}' at the host.");
                }

                continue;
            }

            var (written, read) = sends ? (mine, its) : (its, mine);
            if (written.IsOptional && !read.IsOptional)
            {
                differences.Add($"{place} may lack its member '{mine.Name}' at {(sends ? "the client, and not at the host" : "the host, and not at the client")}.");
            }

            Compare($"{place}, member '{mine.Name}',", mine.Type, its.Type, sends);
        }

        if (sends)
        {
            differences.AddRange(host.Where(its => !its.IsOptional && client.All(mine => mine.Name != its.Name))
                .Select(its => $"{place} requires a member '{its.Name}' at the host, which the client does not know."));
        }
    }

    private static IReadOnlyList<MemberDescription> MembersOf(Dictionary<string, ModelDescription> models, ModelDescription union, string json) =>
        union.Cases.FirstOrDefault(one => one.Json == json) is { } found && models.TryGetValue(found.Model, out var model) ? model.Members : [];

    private static string NameOf(ValueDescription value) => value.Kind == ValueKind.Model ? "a model" : value.Kind.ToString().ToLowerInvariant();

    private static string NameOf(ModelKind kind) => kind switch
    {
        ModelKind.Record => "a record",
        ModelKind.Union => "one of several records",
        _ => "an enumeration",
    };
}
