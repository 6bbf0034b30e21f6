using System.Text.Json;

namespace Liaison.Tool.Replay;

/// <summary>A difference between a message and the recorded message.</summary>
/// <param name="Path">The path of the difference, e.g. <c>response.rows[2].name</c>.</param>
/// <param name="Recorded">The recorded value; null for none.</param>
/// <param name="Given">The received value; null for none.</param>
internal sealed record JsonDifference(string Path, string? Recorded, string? Given)
{
    private const int MaxShown = 200;

    /// <summary>A member that describes the connection. It appears only in one message, so it is not compared.</summary>
    private const string SaidOnce = "streams";

    /// <summary>Returns the line for the output.</summary>
    public override string ToString() => (Recorded, Given) switch
    {
        (null, { } given) => $"{Path}: nothing was recorded, but {given} was received",
        ({ } recorded, null) => $"{Path}: {recorded} was recorded, but nothing was received",
        _ => $"{Path}: {Recorded} was recorded, but {Given} was received",
    };

    /// <summary>Returns all differences, except in members that are not compared.</summary>
    /// <param name="recorded">The recorded message.</param>
    /// <param name="given">The received message.</param>
    /// <param name="ignored">Names of members, or paths without indexes (<c>response.rows.time</c>), whose values may differ.</param>
    public static IEnumerable<JsonDifference> Find(JsonElement recorded, JsonElement given, IReadOnlySet<string> ignored) => Find("", "", recorded, given, ignored);

    private static IEnumerable<JsonDifference> Find(string path, string plain, JsonElement recorded, JsonElement given, IReadOnlySet<string> ignored)
    {
        if (IsAny(recorded))
        {
            return [];
        }

        return (recorded.ValueKind, given.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => FindInObjects(path, plain, recorded, given, ignored),
            (JsonValueKind.Array, JsonValueKind.Array) => FindInArrays(path, plain, recorded, given, ignored),
            _ => JsonElement.DeepEquals(recorded, given) ? [] : [new JsonDifference(path.Length == 0 ? "(all of it)" : path, Shown(recorded), Shown(given))],
        };
    }

    // A value that was not recorded matches any value.
    private static bool IsAny(JsonElement recorded) =>
        (recorded.ValueKind == JsonValueKind.String && recorded.ValueEquals("[redacted]"))
        || (recorded.ValueKind == JsonValueKind.Object && recorded.GetPropertyCount() == 1 && recorded.TryGetProperty("$attachment", out _));

    private static IEnumerable<JsonDifference> FindInObjects(string path, string plain, JsonElement recorded, JsonElement given, IReadOnlySet<string> ignored)
    {
        var names = recorded.EnumerateObject().Concat(given.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var (at, plainly) = (Join(path, name), Join(plain, name));
            if (ignored.Contains(name) || ignored.Contains(plainly) || plainly == SaidOnce)
            {
                continue;
            }

            var (was, isThere) = (recorded.TryGetProperty(name, out var left), given.TryGetProperty(name, out var right));
            var differences = was && isThere
                ? Find(at, plainly, left, right, ignored)
                : [new JsonDifference(at, was ? Shown(left) : null, isThere ? Shown(right) : null)];
            foreach (var difference in differences)
            {
                yield return difference;
            }
        }
    }

    private static IEnumerable<JsonDifference> FindInArrays(string path, string plain, JsonElement recorded, JsonElement given, IReadOnlySet<string> ignored)
    {
        var (were, are) = (recorded.GetArrayLength(), given.GetArrayLength());
        for (var i = 0; i < Math.Max(were, are); i++)
        {
            var differences = i < were && i < are
                ? Find($"{path}[{i}]", plain, recorded[i], given[i], ignored)
                : [new JsonDifference($"{path}[{i}]", i < were ? Shown(recorded[i]) : null, i < are ? Shown(given[i]) : null)];
            foreach (var difference in differences)
            {
                yield return difference;
            }
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string Shown(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= MaxShown ? text : text[..MaxShown] + "...";
    }
}
