using System.Text.Json.Nodes;

namespace Trimmed;

/// <summary>Compares results with the expected values, and counts the differences.</summary>
internal sealed class Checks
{
    private int _passed;
    private int _failed;

    /// <summary>Checks a reply: its response, or the message of an error.</summary>
    public void Reply(string command, string expected, string reply)
    {
        var got = JsonNode.Parse(reply)!.AsObject();
        var value = (string?)got["tag"] == "error" ? new JsonObject { ["error"] = got["message"]?.DeepClone() } : got["response"];
        Value(command, JsonNode.Parse(expected), value);
    }

    public void Value(string what, JsonNode? expected, JsonNode? value)
    {
        if (JsonNode.DeepEquals(expected, value))
        {
            _passed++;
            Console.WriteLine($"OK {what}");
            return;
        }

        _failed++;
        Console.WriteLine($"DIFFERENT {what}\n  expected {Text(expected)}\n  got      {Text(value)}");
    }

    /// <summary>Returns the exit code: 0 only if there was no difference.</summary>
    public int Conclude()
    {
        Console.WriteLine($"{_passed} OK, {_failed} different");
        return _failed == 0 ? 0 : 1;
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
