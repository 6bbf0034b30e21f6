using Liaison.Commands;
using Liaison.Messages;
using static Liaison.Tests.Companions.Binding.BindingCase;

namespace Liaison.Tests.Companions.Binding;

/// <summary>Arguments by name: exactly, then ignoring case, then without underscores.</summary>
internal static class NameRows
{
    public static IEnumerable<BindingCase> All =>
    [
        Gives((int equalVar) => equalVar, "{\"equalVar\": 1}", 1),
        Gives((int equalVar) => equalVar, "{\"EqualVar\": 1}", 1),
        Gives((int equalVar) => equalVar, "{\"equal_var\": 1}", 1),
        Gives((int equal_var) => equal_var, "{\"equalVar\": 1}", 1),
        Gives((int value, int Value) => value - Value, "{\"Value\": 1, \"value\": 3}", 2),
        Gives((int a, int b) => a - b, "[1] {\"b\": 2}", -1),
        Gives(([Argument(Name = "class")] string type) => type, "{\"class\": \"a\"}", "a"),
        Gives(([Argument(Name = "class")] string type) => type, "[\"a\"]", "a"),
        Refuses(([Argument(Name = "class")] string type) => type, "{\"type\": \"a\"}", "has no parameter 'type'"),
        Gives((int name) => name, "{\"name\": 1}", 1),
        Refuses((string fcn) => fcn, "{\"fcn\": \"f\"}", "was given more than one value for 'fcn'"),
        Refuses((int x) => x, "{\"$word\": 1}", "has no parameter 'word'"),
        Gives((int word) => word, "{\"$word\": 1}", 1),
        Refuses((int x) => x, "{\"$seven\": 1}", "The keyword $seven refers to a long, and a keyword is a string"),
        Refuses(ErrorCode.NotFound, "There is no name 'nowhere'", "{\"$nowhere\": 1}", (int x) => x),
        Gives(([Keywords] Dictionary<string, int> rest) => string.Join(' ', rest.Keys), "{\"$$word\": 1, \"$\": 2, \"$5 off\": 3}", "$word $ $5 off"),
        Refuses((int a) => a, "[1] {\"a\": 2}", "was given more than one value for 'a'"),
        Refuses((int a) => a, "{\"a\": 1, \"A\": 2}", "was given more than one value for 'a'"),
        Refuses((int a) => a, "{\"b\": 1}", "has no parameter 'b'"),
        Refuses((int a) => a, "{\"_\": 1}", "has no parameter '_'"),
    ];
}
