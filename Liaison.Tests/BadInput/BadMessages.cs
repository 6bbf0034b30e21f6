using Liaison.Messages;
using static Liaison.Tests.BadInput.BadMessage;

namespace Liaison.Tests.BadInput;

/// <summary>What peers may send by mistake or on purpose.</summary>
internal static class BadMessages
{
    private const string OneValue = "one JSON value";
    private const string AnObject = "A message is a JSON object";
    private const string NeedsName = "the command's name, a string";

    public static IEnumerable<BadMessage> All => [.. NoJson, .. Malformed, .. BadTargets, .. BadArguments, .. BadNames];

    private static BadMessage[] NoJson =>
    [
        Unreadable("nothing at all", "", OneValue),
        Unreadable("blanks alone", "  \t ", OneValue),
        Unreadable("no JSON", "hello", OneValue),
        Unreadable("JSON that is cut off", """{"command":{"command":"ping"}""", OneValue),
        Unreadable("JSON that is cut off in a string", """{"command":{"command":"pi""", OneValue),
        Unreadable("JSON that is cut off in an escape", """{"command":{"command":"ping"},"id":"\u00""", OneValue),
        Unreadable("two values in one frame", """{"command":{"command":"ping"},"id":1}{"command":{"command":"ping"},"id":2}""", OneValue),
        Unreadable("a value and something behind it", """{"command":{"command":"ping"},"id":1} x""", OneValue),
        Unreadable("a comment", """{"command":{"command":"ping"},/* one */"id":1}""", OneValue),
        Unreadable("a comma too many", """{"command":{"command":"ping"},"id":1,}""", OneValue),
        Unreadable("NaN as Python writes it", """{"command":{"command":"echo","args":[NaN]},"id":1}""", OneValue),
        Unreadable("a control character in a string", "{\"command\":{\"command\":\"pi\u0001ng\"}}", OneValue),
        Unreadable("a byte order mark", "\uFEFF{\"command\":{\"command\":\"ping\"},\"id\":1}", "byte order mark"),
        Unreadable("100,000 brackets", new string('[', 100_000), OneValue),
        Unreadable("100,000 brackets that are closed", new string('[', 100_000) + new string(']', 100_000), OneValue),
        Unreadable("100,000 brackets as an argument", $$"""{"command":{"args":[{{new string('[', 100_000)}}{{new string(']', 100_000)}}],"command":"echo"},"id":1}""", OneValue),
        Unreadable("100,000 objects in each other", string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), OneValue),
        Unreadable("a member's name with half a surrogate pair", """{"\ud800":1,"command":{"command":"nothing"},"\udc00":2}""", "surrogate pair"),
        Unreadable("a command's name with half a surrogate pair", """{"command":{"command":"\ud800"},"id":1}""", "surrogate pair"),
        Unreadable("a keyword with half a surrogate pair", """{"command":{"command":"echo","kwargs":{"\udc00":1}},"id":1}""", "surrogate pair"),
        new("bytes that are not UTF-8", [0xff, 0xfe, 0x00], ErrorCode.BadMessage, "Send JSON as UTF-8") { Kind = FrameKind.Binary, Evt = "{}" },
        new("a string that is not UTF-8", [.. "{\"command\":{\"command\":\""u8, 0xc3, 0x28, .. "\"}}"u8], ErrorCode.BadMessage, "Send JSON as UTF-8") { Evt = "{}" },
        Unreadable("a number", "5", AnObject),
        Unreadable("a string", "\"hello\"", AnObject),
        Unreadable("null", "null", AnObject),
        Unreadable("true", "true", AnObject),
        Unreadable("an array", "[]", AnObject),
        Unreadable("an array of messages", """[{"command":{"command":"ping"},"id":1}]""", AnObject),
    ];

    private static BadMessage[] Malformed =>
    [
        new("an empty object", "{}", ErrorCode.BadMessage, "no member \"command\""),
        new("no command", """{"id":1}""", ErrorCode.BadMessage, "no member \"command\""),
        new("a command that is null", """{"command":null,"id":1}""", ErrorCode.BadMessage, "{\"command\": \"ping\""),
        new("a command that is a string", """{"command":"ping","id":1}""", ErrorCode.BadMessage, "{\"command\": \"ping\""),
        new("a command that is an array", """{"command":[1,[2]],"id":1}""", ErrorCode.BadMessage, "{\"command\": \"ping\""),
        new("a command without a name", """{"command":{},"id":1}""", ErrorCode.BadMessage, NeedsName),
        new("a name that is a number", """{"command":{"command":5},"id":1}""", ErrorCode.BadMessage, NeedsName),
        new("a name that is an object", """{"command":{"command":{"a":[]}},"id":1}""", ErrorCode.BadMessage, NeedsName),
        new("args that are a string", """{"command":{"command":"ping","args":"abc"},"id":1}""", ErrorCode.BadMessage, "\"args\" is an array"),
        new("args that are an object", """{"command":{"command":"ping","args":{"a":[1]}},"id":1}""", ErrorCode.BadMessage, "\"args\" is an array"),
        new("args that are a number", """{"command":{"command":"ping","args":5},"id":1}""", ErrorCode.BadMessage, "\"args\" is an array"),
        new("kwargs that are an array", """{"command":{"command":"ping","kwargs":[1]},"id":1}""", ErrorCode.BadMessage, "\"kwargs\" is an object"),
        new("kwargs that are a string", """{"command":{"command":"ping","kwargs":"a=1"},"id":1}""", ErrorCode.BadMessage, "\"kwargs\" is an object"),
        new("an unknown command", """{"command":{"command":"frobnicate"},"id":1}""", ErrorCode.UnknownCommand, "'commands' lists"),
        new("an empty name", """{"command":{"command":""},"id":1}""", ErrorCode.UnknownCommand, "'commands' lists"),
        new("a name in capitals", """{"command":{"command":"PING"},"id":1}""", ErrorCode.UnknownCommand, "'commands' lists"),
    ];

    private static BadMessage[] BadTargets =>
    [
        Call("an unknown name", "get", "\"nothing\"", ErrorCode.NotFound, "init, store or register"),
        Call("an unknown type", "run", "\"No.Such.Type:Member\"", ErrorCode.NotFound, "companion.Expose<Type>()"),
        Call("a type that is not exposed", "run", "\"System.IO.File:ReadAllText\",\"/etc/passwd\"", ErrorCode.NotFound, "companion.Expose<File>()"),
        Call("an unknown member of a type", "run", "\"System.Math:Squirt\",1", ErrorCode.NotFound, "It has "),
        Call("a dot where a colon belongs", "run", "\"System.Math.Sqrt\",1", ErrorCode.NotFound, "'System.Math:Sqrt'"),
        Call("a member of an object that is not exposed", "get", "\"trouble.Builder.Length\"", ErrorCode.NotExposed, "companion.Expose<StringBuilder>()"),
        Call("a member that leads to reflection", "get", "\"trouble.GetType\"", ErrorCode.NotExposed, "leads to reflection"),
        Call("a step from null", "get", "\"trouble.Null.Length\"", ErrorCode.NotFound, "is null"),
        Call("an empty target", "get", "\"\"", ErrorCode.NotFound, "is not a target"),
        Call("an expression", "get", "\"1+1\"", ErrorCode.NotFound, "is not a target"),
        Call("a call in a target", "get", "\"trouble.Cycle()\"", ErrorCode.NotFound, "unexpected `(`"),
        Call("a bracket that is not closed", "get", "\"trouble['a\"", ErrorCode.NotFound, "not closed"),
        Call("a target of 5,000 characters", "get", $"\"{new string('a', 5_000)}\"", ErrorCode.NotFound, "longer than 4096"),
        Call("a target of 10,000 steps", "get", $"\"a{string.Concat(Enumerable.Repeat(".a", 10_000))}\"", ErrorCode.NotFound, "longer than 4096"),
        Call("a target of 1,000 steps", "get", $"\"a{string.Concat(Enumerable.Repeat(".a", 1_000))}\"", ErrorCode.NotFound, "more than 64 steps"),
        Call("type arguments in each other", "run", $"\"{string.Concat(Enumerable.Repeat("List<", 500))}\"", ErrorCode.NotFound, "nested too deeply"),
        Call("a reference to nothing", "echo", "\"$nothing\"", ErrorCode.NotFound, "init, store or register"),
        Call("a reference to nothing inside of an array", "echo", "[[\"$nothing\"]]", ErrorCode.NotFound, "init, store or register"),
        Call("a value that cannot be called", "run", "\"companion\"", ErrorCode.BadArguments, "Name a method, a type or a delegate"),
    ];

    private static BadMessage[] BadArguments =>
    [
        Call("more arguments than the command takes", "get", "\"a\",\"b\"", ErrorCode.BadArguments, "takes 1 by position at most"),
        Call("no argument where one is needed", "get", "", ErrorCode.BadArguments, "needs a value for 'target'"),
        Call("too few arguments", "run", "\"System.Math:Sqrt\"", ErrorCode.BadArguments, "needs a value for 'd'"),
        Call("too many arguments", "run", "\"System.Math:Sqrt\",1,2", ErrorCode.BadArguments, "takes 1 by position at most"),
        Call("an argument of another kind", "run", "\"System.Math:Sqrt\",\"two\"", ErrorCode.BadArguments, "expected a number (double)"),
        Call("arguments that no overload takes", "run", "\"System.Math:Abs\",\"two\"", ErrorCode.BadArguments, "There are: "),
        Call("a target that is a number", "get", "5", ErrorCode.BadArguments, "expected a string"),
        Call("a number that is too large for its type", "take", "1e400", ErrorCode.BadArguments, "expected a whole number (int)"),
        Call("10,000 digits for a small number", "take", new string('9', 10_000), ErrorCode.BadArguments, "expected a whole number (int)"),
        Call("10,001 digits", "echo", new string('9', 10_001), ErrorCode.BadArguments, "at most 10000 digits"),
        Call("half a surrogate pair", "echo", "\"\\ud800\"", ErrorCode.BadArguments, "surrogate pair"),
        Call("half a surrogate pair inside of an array", "echo", "[{\"a\":\"\\ud800\"}]", ErrorCode.BadArguments, "surrogate pair"),
        Call("half a surrogate pair that may be a reference", "echo", "\"$\\ud800\"", ErrorCode.BadArguments, "surrogate pair"),
        Call("half a surrogate pair in a target", "get", "\"a\\ud800\"", ErrorCode.BadArguments, "surrogate pair"),
        new("an unknown keyword", """{"command":{"command":"echo","kwargs":{"valu":1}},"id":7}""", ErrorCode.BadArguments, "no parameter 'valu'"),
        new("a value by position and by name", """{"command":{"command":"echo","args":[1],"kwargs":{"value":1}},"id":7}""", ErrorCode.BadArguments, "more than one value for 'value'"),
    ];

    private static BadMessage[] BadNames =>
    [
        .. new[] { "", "1a", "a b", "a.b", "a[0]", "$a", "a\\n", "\\u0000", "a-b", "\\ud83d\\ude00" }
            .Select(name => Call($"the name \"{name}\"", "store", $"\"{name}\",1", ErrorCode.BadArguments, "a name has only letters, digits and _")),
        Call("a name that is a number", "store", "5,1", ErrorCode.BadArguments, "expected a string"),
        Call("a name of 100,000 characters that is none", "store", $"\"{new string('-', 100_000)}\",1", ErrorCode.BadArguments, "only letters, digits"),
        .. new[] { "companion", "liaison" }.SelectMany(name => new[]
        {
            Call($"storing to {name}", "store", $"\"{name}\",1", ErrorCode.BadArguments, "Take another name"),
            Call($"registering {name}", "register", $"\"{name}\",\"System.Math\"", ErrorCode.BadArguments, "Take another name"),
            Call($"making {name}", "init", $"\"{name}\",\"System.Guid\"", ErrorCode.BadArguments, "Take another name"),
            Call($"deleting {name}", "delete", $"\"{name}\"", ErrorCode.BadArguments, "Take another name"),
        }),
    ];
}
