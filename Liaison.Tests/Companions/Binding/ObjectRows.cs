using System.Text.Json;
using System.Text.Json.Nodes;
using Liaison.Messages;
using static Liaison.Tests.Companions.Binding.BindingCase;

namespace Liaison.Tests.Companions.Binding;

/// <summary>Classes, records and what stays JSON.</summary>
internal static class ObjectRows
{
    public static IEnumerable<BindingCase> All =>
    [
        Gives((Point x) => x, "[{\"x\": 1, \"y\": 5}]", new Point(1, 5)),
        Gives((Point x) => x, "[{\"X\": 1}]", new Point(1)),
        Refuses((Point x) => x, "[{\"x\": \"one\"}]", "expected an object (Point), and got {\"x\": \"one\"} (at $.x)"),
        Refuses((Point x) => x, "[1]", "expected an object (Point), and got 1"),
        Gives((Point? x) => x, "[null]", null),
        Gives((Size x) => x, "[{\"width\": 1, \"height\": 2}]", new Size(1, 2)),
        Gives((Size? x) => x, "[null]", null),
        Refuses((Size x) => x, "[null]", "expected an object (Size), and got null"),
        Gives((Widget x) => $"{x.Name} {x.Inner!.Size}", "[{\"name\": \"a\", \"inner\": {\"size\": 3}, \"unknown\": 1}]", "a 3"),
        Gives((Settings x) => $"{x.Title} {x.Count}", "[{\"title\": \"t\", \"count\": 2}]", "t 2"),
        Refuses((Settings x) => x, "[{\"title\": \"t\"}]", "count"),
        Refuses((INamed x) => x, "[{\"name\": \"a\"}]", "give a reference to an object of that type, \"$name\""),
        Gives((INamed x) => x.Name, "[\"$widget\"]", "w"),
        Gives((Widget x) => x.GetType().Name, "[\"$gadget\"]", "Gadget"),
        Refuses((Gadget x) => x, "[\"$widget\"]", "expected an object (Gadget), and the reference gives a Widget"),
        Refuses(ErrorCode.NotFound, "There is no name 'nowhere'", "[\"$nowhere\"]", (Point x) => x),
        Gives((JsonElement x) => x.GetRawText(), "[{\"a\": [1, null]}]", "{\"a\": [1, null]}"),
        Gives((JsonElement x) => x.ValueKind, "[null]", JsonValueKind.Null),
        Gives((JsonNode x) => x.ToJsonString(), "[[1, {}]]", "[1,{}]"),
        Gives((JsonObject x) => x.Count, "[{\"a\": 1}]", 1),
        Refuses((JsonArray x) => x, "[{}]", "JsonArray"),
        Gives((JsonDocument x) => x.RootElement.GetInt32(), "[5]", 5),
        Gives((Type x) => x.Name, "[\"$System.Int32\"]", "Int32"),
        Refuses((Type x) => x, "[\"System.Int32\"]", "expected a reference to a type (Type), and got \"System.Int32\""),
    ];
}
