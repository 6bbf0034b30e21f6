namespace Liaison.Descriptions;

/// <summary>Compares the members that a client expects with those of a host.</summary>
internal static class ContractComparison
{
    /// <summary>Lists the differences, one text each; empty if the client can work with the host.</summary>
    /// <param name="expected">The signatures that the client expects, by member name.</param>
    /// <param name="host">The description of the host.</param>
    /// <exception cref="FormatException">A signature cannot be read.</exception>
    public static IReadOnlyList<string> Differences(IReadOnlyDictionary<string, string> expected, ApiDescription host)
    {
        var differences = new List<string>();
        foreach (var (name, signature) in expected.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            var client = SignatureReader.Read(name, signature);
            var values = new ValueComparison(client, host, differences);
            if (client.Topics is [var topic])
            {
                CompareTopic(name, topic, host, values, differences);
            }
            else if (host.Methods.FirstOrDefault(method => method.Name == name) is { } method)
            {
                CompareMethod(client, method, host, values, differences);
            }
            else
            {
                differences.Add($"{name}: the host has no such command.");
            }
        }

        return differences;
    }

    private static void CompareTopic(string name, TopicDescription client, ApiDescription host, ValueComparison values, List<string> differences)
    {
        var topic = name.StartsWith(ContractFingerprint.TopicPrefix, StringComparison.Ordinal) ? name[ContractFingerprint.TopicPrefix.Length..] : name;
        if (host.Topics.FirstOrDefault(one => one.Name == topic) is { } found)
        {
            values.Receives($"{name}: its value", client.Value, found.Value);
        }
        else if (host.Topics.Count > 0)
        {
            // A host without contracts declares no topics, and may publish any topic.
            differences.Add($"{name}: the host has no such topic.");
        }
    }

    private static void CompareMethod(ApiDescription client, MethodDescription host, ApiDescription api, ValueComparison values, List<string> differences)
    {
        var expected = client.Methods[0];
        CompareParameters(expected, host, values, differences);
        if (expected.IsStream != host.IsStream)
        {
            differences.Add($"{host.Name}: it is {(host.IsStream ? "a" : "no")} stream at the host.");
        }

        if (expected.Result is { } result)
        {
            values.Receives($"{host.Name}: its result", result, host.Result);
        }

        if (expected.Progress is { } progress && host.Progress is not null)
        {
            values.Receives($"{host.Name}: its progress", progress, host.Progress);
        }

        foreach (var error in client.Errors)
        {
            if (host.Errors.Contains(error.Code) && api.Errors.FirstOrDefault(one => one.Code == error.Code) is { } known)
            {
                values.ReceivesMembers($"{host.Name}: its error {error.Code}", error.Members, known.Members);
            }
        }
    }

    private static void CompareParameters(MethodDescription client, MethodDescription host, ValueComparison values, List<string> differences)
    {
        for (var i = 0; i < client.Parameters.Count; i++)
        {
            var (mine, place) = (client.Parameters[i], $"{host.Name}: its parameter '{client.Parameters[i].Name}'");
            if (i >= host.Parameters.Count || host.Parameters[i].Name != mine.Name)
            {
                differences.Add(i < host.Parameters.Count
                    ? $"{place} is '{host.Parameters[i].Name}' at the host."
                    : $"{place} does not exist at the host.");
                continue;
            }

            var its = host.Parameters[i];
            if (mine.Collects != its.Collects)
            {
                differences.Add($"{place} collects arguments at only one end.");
            }
            else if (mine.IsOptional && !its.IsOptional)
            {
                differences.Add($"{place} is required at the host.");
            }

            values.Sends(place, mine.Type, its.Type);
        }

        foreach (var added in host.Parameters.Skip(client.Parameters.Count).Where(parameter => !parameter.IsOptional))
        {
            differences.Add($"{host.Name}: its parameter '{added.Name}' is required at the host, and the client does not know it.");
        }
    }
}
