using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Companions.Exposure;

/// <summary>A companion with a command of its own, so that references have a command to stand in.</summary>
internal sealed class EchoCompanion(CompanionOptions? options = null) : Companion(options)
{
    public static string Key => Trap.Spring("key");

    [Command("echo")]
    public static object? Echo(object? value) => value;
}
