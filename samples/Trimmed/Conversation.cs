using System.Text.Json.Nodes;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;

namespace Trimmed;

/// <summary>The messages of a front end to the companion, in order, with the expected answers.</summary>
internal static class Conversation
{
    /// <summary>Commands (the inner object of a message), each with the expected value or error message.</summary>
    public static IReadOnlyList<(string Command, string Expected)> Lines { get; } =
    [
        // The application's own commands.
        ("""{"command": "greet", "args": ["Ada"]}""", "\"Hello, Ada!\""),
        ("""{"command": "greet", "kwargs": {"name": "Ada", "greeting": "Salve"}}""", "\"Salve, Ada!\""),
        ("""{"command": "add_trial", "args": [{"name": "A", "rating": "good", "tags": ["x", "y"]}]}""", """{"name": "A", "repeats": 2, "rating": 2, "tags": ["x", "y"]}"""),
        ("""{"command": "trials"}""", """[{"name": "A", "repeats": 1, "rating": 2, "tags": ["x", "y"]}]"""),
        ("""{"command": "count"}""", "1"),
        ("""{"command": "mean", "args": [1, 2, 6]}""", "3"),
        ("""{"command": "options", "kwargs": {"a": 1, "b": [true, null, "c"], "d": {"e": 1.5}}}""", """{"a": 1, "b": [true, null, "c"], "d": {"e": 1.5}}"""),
        ("""{"command": "rate", "args": ["Poor"]}""", "1"),
        ("""{"command": "swap", "args": [[3, "three"]]}""", """["three", 3]"""),
        ("""{"command": "squares", "args": [4]}""", "[0, 1, 4, 9]"),
        ("""{"command": "countdown", "args": [3]}""", "[3, 2, 1]"),
        ("""{"command": "warm_up"}""", "\"warm\""),
        ("""{"command": "kind"}""", "\"dotnet:///Trimmed/Trimmed.Session\""),
        ("""{"command": "last_failure"}""", """["System.TimeoutException: The trigger came late.\n"]"""),
        ("""{"command": "fail"}""", """{"error": "The amplifier is off."}"""),
        ("""{"command": "refuse"}""", """{"error": "There is no amplifier. Plug one in."}"""),

        // Objects, their members and overloads.
        ("""{"command": "init", "args": ["s", "Session", "Ada"]}""", "\"s\""),
        ("""{"command": "get", "args": ["s"]}""", """{"subject": "Ada", "count": 0}"""),
        ("""{"command": "get", "args": ["s.subject"]}""", "\"Ada\""),
        ("""{"command": "set", "args": ["s.subject", "Bea"]}""", "null"),
        ("""{"command": "run", "args": ["s.record", {"name": "B", "repeats": 5}]}""", "\"trial B\""),
        ("""{"command": "run", "args": ["s.record", "B"]}""", "\"note B\""),
        ("""{"command": "run", "args": ["s.record", 5]}""", "\"count 5\""),
        ("""{"command": "get", "args": ["s[0]"]}""", """{"name": "B", "repeats": 5, "rating": 0, "tags": []}"""),
        ("""{"command": "get", "args": ["s[1]"]}""", """{"error": "There is no element [1]."}"""),
        ("""{"command": "run", "args": ["s.rate_async", 1]}""", "1"),
        ("""{"command": "run", "args": ["s.is_same"], "kwargs": {"other": "$s"}}""", "true"),
        ("""{"command": "apply", "args": ["$s.Twice", 2.5]}""", "5"),
        ("""{"command": "describe", "args": [{"session": "$s", "trial": {"name": "C"}, "note": "late"}]}""", "\"Bea: C x1 late\""),
        ("""{"command": "describe", "args": [{"session": "$s", "trial": {"name": "C"}}]}""", "\"Bea: C x1\""),
        ("""{"command": "init", "args": ["clock", "Session:Clock"]}""", "\"clock\""),
        ("""{"command": "run", "args": ["clock.tick", 3]}""", "3"),
        ("""{"command": "get", "args": ["clock.ticks"]}""", "3"),
        ("""{"command": "get", "args": ["Rating:Good"]}""", "2"),
        ("""{"command": "get", "args": ["Session:Unit"]}""", "\"ms\""),
        ("""{"command": "get", "args": ["s.GetType"]}""", """{"error": "'GetType' is declared by System.Object, which is not exposed, since it leads to reflection. The command members lists what can be reached."}"""),

        // Types of the framework.
        ("""{"command": "run", "args": ["System.Math:Sqrt", 2]}""", "1.4142135623730951"),
        ("""{"command": "init", "args": ["list", "List<System.Int32>"]}""", "\"list\""),
        ("""{"command": "run", "args": ["list.add", 7]}""", "null"),
        ("""{"command": "get", "args": ["list"]}""", "[7]"),
        ("""{"command": "init", "args": ["ages", "Dictionary<System.String,System.Int32>"]}""", "\"ages\""),
        ("""{"command": "set", "args": ["ages['Ada']", 36]}""", "null"),
        ("""{"command": "get", "args": ["ages"]}""", """{"Ada": 36}"""),
        ("""{"command": "init", "args": ["set", "HashSet<System.String>"]}""", "\"set\""),
        ("""{"command": "run", "args": ["set.add", "a"]}""", "true"),
        ("""{"command": "get", "args": ["set"]}""", """["a"]"""),
        ("""{"command": "run", "args": ["DateTime:Parse", "2026-01-31"]}""", "\"2026-01-31T00:00:00\""),
        ("""{"command": "get", "args": ["DayOfWeek:Friday"]}""", "5"),
        ("""{"command": "get", "args": ["Double:NaN"]}""", "\"NaN\""),
        ("""{"command": "run", "args": ["System.Numerics.BigInteger:Pow", 10, 20]}""", "100000000000000000000"),

        // All other commands of Liaison.
        ("""{"command": "ping"}""", "\"pong\""),
        ("""{"command": "exists", "args": ["s.subject"]}""", "true"),
        ("""{"command": "store", "args": ["number", {"a": [1, 2.5]}]}""", "\"number\""),
        ("""{"command": "get", "args": ["number['a'][1]"]}""", "2.5"),
        ("""{"command": "register", "args": ["sqrt", "System.Math:Sqrt"]}""", "\"sqrt\""),
        ("""{"command": "run", "args": ["sqrt", 16]}""", "4"),
        ("""{"command": "get", "args": ["sqrt"]}""", "\"dotnet:///System.Private.CoreLib/System.Math:Sqrt\""),
        ("""{"command": "register", "args": ["kind", "Session"]}""", "\"kind\""),
        ("""{"command": "get", "args": ["kind"]}""", "\"dotnet:///Trimmed/Trimmed.Session\""),
        ("""{"command": "try", "args": ["sqrt", 9]}""", """{"success": true, "result": 3}"""),
        ("""{"command": "try", "args": ["companion.refuse"]}""", """{"success": false, "result": ["System.UnauthorizedAccessException: 'refuse' is declared by Trimmed.Studio, which is not exposed. Expose it on the host: companion.Expose<Studio>().\n"]}"""),
        ("""{"command": "members", "args": ["clock"]}""", """
            [{"name": "new", "kind": "constructor", "type": "Clock", "signature": "new Clock()"},
             {"name": "Tick", "kind": "method", "type": "int", "signature": "Clock.Tick(int times = 1)"},
             {"name": "Ticks", "kind": "property", "type": "int", "signature": null},
             {"name": "ToString", "kind": "method", "type": "string", "signature": "object.ToString()"}]
            """),
        ("""{"command": "delete", "args": ["clock"]}""", "true"),
        ("""{"command": "nothing"}""", """{"error": "There is no command 'nothing'. The command 'commands' lists all commands; a function or method is called with 'run'."}"""),
    ];

    public static string Message(string command) => $$"""{"command": {{command}}, "id": 1}""";

    /// <summary>Makes the calls that are easier to write in C#.</summary>
    public static async Task CallInProcessAsync(Companion studio, Checks checks)
    {
        checks.Value("invoke greet", "Hello, Ada!", await studio.InvokeAsync<string>("greet", "Ada"));
        checks.Value("invoke count", 1, await studio.InvokeAsync<int>("count"));
        checks.Value("invoke add_trial", 4, (await studio.InvokeAsync<Trial>("add_trial", new Trial("D", 3)))?.Repeats);
        checks.Value("invoke rate", (int)Rating.Good, (int)await studio.InvokeAsync<Rating>("rate", Rating.Good));
        checks.Value("invoke squares", 14, (await studio.InvokeAsync<List<int>>("squares", 4))?.Sum());

        var reports = new List<object?>();
        await studio.InvokeAsync(CommandArguments.None, new CommandContext("warm_up") { Progress = reports.Add });
        checks.Value("reports", "Good 2 nearly", string.Join(' ', reports));

        checks.Value("names", "ages,companion,kind,list,number,s,set,sqrt", Names(await TellAsync(studio, "names"), "name"));
        checks.Value("stats", "bytes_received,bytes_sent,bytes_unsent,calls,commands,connections,connections_ever,events_dropped,failures,lanes,memory_bytes,names,pending,pool_threads,pool_waiting,running,sessions,uptime_seconds,version", Members(await TellAsync(studio, "stats")));
        var commands = await TellAsync(studio, "commands");
        var greet = commands?.AsArray().Single(command => (string?)command?["name"] == "greet");
        checks.Value("commands: greet", "Greets a participant.", (string?)greet?["summary"]);
        checks.Value("commands: its parameters", "name,greeting", Names(greet?["parameters"], "name"));
        checks.Value("commands: a schema", JsonNode.Parse("""["string", "null"]"""), greet?["parameters"]?[0]?["schema"]?["type"]);
    }

    private static async Task<JsonNode?> TellAsync(Companion studio, string command) =>
        JsonNode.Parse(await studio.ExecuteAsync(Message($$"""{"command": "{{command}}"}""")))?["response"]?.DeepClone();

    private static string Names(JsonNode? list, string member) =>
        list is JsonArray items ? string.Join(',', items.Select(item => (string?)item?[member])) : "no list";

    private static string Members(JsonNode? node) =>
        node is JsonObject members ? string.Join(',', members.Select(member => member.Key).Order(StringComparer.Ordinal)) : "no object";
}
