using Liaison.Messages;
using static Liaison.Tests.Replay.Difference;

namespace Liaison.Tests.Replay;

/// <summary>
/// Every recorded case whose reply is another in .NET: by its note, with the reply that is expected instead, and the reason.
/// Reasons in quotation marks are rows of WIRE, section 1, Deviations.
/// </summary>
internal static class Differences
{
    private const string Malformed = "\"unknown command, malformed command object\"";
    private const string NoJson = "\"text that is not JSON, bytes that are not UTF-8\"";
    private const string NoObject = "\"a JSON value that is not an object\"";
    private const string Unholdable = "\"a result that JSON cannot hold\"";
    private const string Uri = "\"python:///module:name\": types and methods are written dotnet:///";
    private const string Keys = "\"d['k'] on a namespace name\"";
    private const string NoEvaluation = "Expressions are never evaluated (DESIGN, Targets).";
    private const string Types = "dotnet:///Liaison.Tests/Liaison.Tests.Replay.Fixtures.";

    public static IReadOnlyDictionary<string, Difference> ByNote { get; } = new Dictionary<string, Difference>
    {
        // Targets and names.
        ["get key reference d['k']"] = Responds("[1, 2, 3]", Keys),
        ["get key reference double quotes"] = Responds("[1, 2, 3]", Keys),
        ["$ with key reference not resolved"] = Responds("""{"args": [[1, 2, 3]], "kwargs": {}}""", Keys),
        ["get key reference then attr-ish"] = Fails(ErrorCode.NotExposed, "Members are reached where their type is exposed; a dictionary's are not here."),
        ["get arbitrary expression via eval (first token in ns)"] = Fails(ErrorCode.NotFound, NoEvaluation),
        ["get eval expression with call"] = Fails(ErrorCode.NotFound, NoEvaluation),
        ["get __builtins__ after eval"] = Responds("false", NoEvaluation + " Nothing gets into the namespace by it."),
        ["register from namespace name fails (resolve_import)"] = Responds("\"aa\"", "One kind of target: register takes one that begins at a name, as get does."),
        ["register null name"] = Responds("\"sqrt\"", "WIRE, The eight commands: a null name takes the target's own."),
        ["store non-string name"] = Fails(ErrorCode.BadArguments, "A name is a string; a key of a Python dict may be anything."),

        // References.
        ["$name inside list is not resolved"] = Responds("""{"args": [[5], {"k": 5}], "kwargs": {}}""", "WIRE, References: nested strings are resolved too."),
        ["$5 money string (resolves!)"] = Responds("""{"args": ["$5"], "kwargs": {}}""", "WIRE, References: $ before something that is no target is a literal."),

        // Values.
        ["get module"] = Responds($"\"{Types}math\"", Uri),
        ["get class"] = Responds($"\"{Types}fix.Widget\"", Uri),
        ["get lambda"] = Responds($"\"{Types}fix:Same\"", Uri),
        ["get function (builtin)"] = Responds($"\"{Types}math:Sqrt\"", Uri),
        ["returns module"] = Responds($"\"{Types}json\"", Uri),
        ["getJSON class itself"] = Responds($"\"{Types}fix.WithJSON\"", Uri),
        ["get companion"] = Responds("\"Liaison.Companions.Companion\"", "The text of an object is its ToString, without an address."),
        ["get nested object attr"] = Responds("{}", "An object is written with its properties, and not as its text; this one has only a static one."),
        ["returns set"] = Responds("[1]", "A set is written as an array."),
        ["returns bytes"] = Responds("\"AP9hYmM=\"", "WIRE, Binary attachments: bytes are base64 in a text frame."),
        ["returns +-inf"] = Responds("""["Infinity", "-Infinity"]""", Unholdable),
        ["returns non-string keys"] = Responds("""{"1": "c", "2.5": "d"}""", "A dictionary of .NET has no null for a key."),
        ["returns tuple keys"] = Responds("\"System.Collections.Generic.Dictionary`2[System.ValueTuple`2[System.Int32,System.Int32],System.String]\"", Unholdable),
        ["returns generator"] = Responds("[0, 1, 2]", "What can be enumerated is written as an array."),
        ["returns coroutine"] = Responds("5", "Whatever can be awaited is awaited (DESIGN, Calling)."),
        ["returns exception object"] = Responds("""["Liaison.Tests.Replay.Fixtures.fix+MyErr: returned not raised\n"]""", "The name of an exception's type is that of .NET."),
        ["float 1.0 vs 1 vs 1e400"] = Responds("""{"args": [1.0, 1, "Infinity", 100000.0, 0.1], "kwargs": {}}""", Unholdable),

        // Messages.
        ["unknown command"] = Fails(ErrorCode.UnknownCommand, Malformed),
        ["command not a string"] = Fails(ErrorCode.BadMessage, Malformed),
        ["args not an array"] = Fails(ErrorCode.BadMessage, Malformed),
        ["kwargs not an object"] = Fails(ErrorCode.BadMessage, Malformed),
        ["command is null"] = Fails(ErrorCode.BadMessage, Malformed),
        ["NaN arg literal"] = FailsUnechoed(NoJson),
        ["non-JSON text"] = FailsUnechoed(NoJson),
        ["empty text"] = FailsUnechoed(NoJson),
        ["truncated JSON"] = FailsUnechoed(NoJson),
        ["binary frame with invalid utf8"] = FailsUnechoed(NoJson),
        ["JSON number"] = FailsUnechoed(NoObject),
        ["JSON string"] = FailsUnechoed(NoObject),
        ["JSON null"] = FailsUnechoed(NoObject),

        // Connections and the process.
        ["payload 1048576: ConnectionClosedError(Close(code=1009, reason=''), Close(code=1009, reason=''), True)"] =
            Responds("1048576", "\"message over 1 MiB\""),
        ["conn1 after conn2 disconnected: 2nd message -> closed ConnectionClosedOK(Close(code=1000, reason=''), Close(code=1000, reason=''), True)"] =
            Responds("\"pong\"", "\"first client leaves\""),
        ["function raising SystemExit: ConnectionClosedError(None, None, None); process exit code=3"] =
            Fails(ErrorCode.Failed, "\"a command that exits the process, throws anything\""),
        ["liaison.send called from connection 1 while 2 is newest: conn1 got / conn2 got"] =
            Fails(ErrorCode.NotFound, "The host does not push to whoever connected last: WIRE, Events, has topics for that."),
        ["liaison.messages keeps every message ever received (unbounded)"] = Fails(ErrorCode.NotFound, "The host keeps no messages."),
        ["after remote stop(): ConnectionClosedOK(Close(code=1000, reason=''), Close(code=1000, reason=''), True); process alive=True"] =
            Fails(ErrorCode.NotExposed, "A peer cannot stop the host, whose members are not exposed."),
    };
}
