using System.Reflection;
using static Liaison.Tests.Companions.Binding.BindingCase;

namespace Liaison.Tests.Companions.Binding;

/// <summary>References to methods, given where a delegate is taken.</summary>
internal static class DelegateRows
{
    public static IEnumerable<BindingCase> All =>
    [
        Gives(
            (Action<string> done) =>
            {
                done("a");
                done("b");
                return ((Handler)done.Target!).Seen;
            },
            "[\"$handler.OnDone\"]",
            "ab"),
        Gives((Action<string> done) => done.Method.Name, "[\"$handler.on_done\"]", "OnDone"),
        Gives((Func<int, int> twice) => twice(4), "[\"$handler.Twice\"]", 8),
        Gives((Converter<int, int> twice) => twice(4), "[\"$handler.Twice\"]", 8),
        Gives((Func<string, string> choose) => choose("a"), "[\"$handler.Overloaded\"]", "string a"),
        Gives((Func<int, string> choose) => choose(1), "[\"$handler.Overloaded\"]", "int 1"),
        Gives((Func<int, Task<int>> later) => later(4), "[\"$handler.LaterAsync\"]", 4),
        Gives((Func<int, object?> twice) => twice.Method.Name, "[\"$handler.Overloaded\"]", "Overloaded"),
        Gives((Action<string>[] all) => all.Length, "[[\"$handler.OnDone\", \"$handler.OnDone\"]]", 2),
        Gives((MethodInfo method) => method.Name, "[\"$handler.Twice\"]", "Twice"),
        Gives((Action? done) => done, "[null]", null),
        Refuses((Action<DateTime> done) => done, "[\"$handler.OnDone\"]", "expected a reference to a method (Action<DateTime>), and the reference gives dotnet:///Liaison.Tests/"),
        Refuses((Func<int, int> same) => same(4), "[\"$handler.Same\"]", "expected a reference to a method (Func<int,int>)"),
        Refuses((Action<string> done) => done, "[\"handler.OnDone\"]", "expected a reference to a method (Action<string>), and got \"handler.OnDone\""),
    ];
}
