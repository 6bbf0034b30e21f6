using System.Numerics;
using System.Text.Json;

namespace Liaison.Tests.Replay;

/// <summary>Compares JSON as values: numbers by what they are worth, objects by their members, of equal names the last.</summary>
internal static class JsonValues
{
    public static bool AreEqual(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind)
        {
            return false;
        }

        return left.ValueKind switch
        {
            JsonValueKind.Object => AreEqual(Members(left), Members(right)),
            JsonValueKind.Array => left.GetArrayLength() == right.GetArrayLength()
                && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => AreEqual(pair.First, pair.Second)),
            JsonValueKind.Number => AreEqualNumbers(left.GetRawText(), right.GetRawText()),
            JsonValueKind.String => left.GetString() == right.GetString(),
            _ => true,
        };
    }

    private static bool AreEqual(Dictionary<string, JsonElement> left, Dictionary<string, JsonElement> right) =>
        left.Count == right.Count && left.All(member => right.TryGetValue(member.Key, out var other) && AreEqual(member.Value, other));

    private static Dictionary<string, JsonElement> Members(JsonElement element)
    {
        var members = new Dictionary<string, JsonElement>();
        foreach (var member in element.EnumerateObject())
        {
            members[member.Name] = member.Value;
        }

        return members;
    }

    private static bool AreEqualNumbers(string left, string right) =>
        BigInteger.TryParse(left, out var wholeLeft) && BigInteger.TryParse(right, out var wholeRight)
            ? wholeLeft == wholeRight
            : JsonElement.Parse(left).GetDouble().Equals(JsonElement.Parse(right).GetDouble());
}
