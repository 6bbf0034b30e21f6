using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Incidents;

/// <summary>Commands that take anything, and give it back.</summary>
internal sealed class Collector : Companion
{
    [Command("echo")]
    public object? Echo(object? value) => value;

    [Command("echo_all")]
    public Dictionary<string, object?> EchoAll([Keywords] Dictionary<string, object?> all) => all;
}
