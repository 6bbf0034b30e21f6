using Liaison.Commands;

namespace Liaison.Companions;

/// <summary>The commands without a target: <c>ping</c>, <c>store</c> and <c>delete</c> (WIRE, section 1).</summary>
internal sealed class CoreCommands(Companion companion)
{
    [Command("store", ResolveReferences = false, Summary = "Gives a name to a value, taken as it is.")]
    public async ValueTask<string> StoreAsync(string name, object? value)
    {
        await companion.Namespace.SetAsync(name, value, made: false).ConfigureAwait(false);
        return name;
    }

    [Command("ping", Concurrent = true, RequiresAuthentication = false, Summary = "Gives \"pong\".")]
    public static string Ping() => "pong";

    [Command("delete", ResolveReferences = false, Summary = "Lets a name go, and disposes what init made of it; tells whether there was one.")]
    public ValueTask<bool> DeleteAsync(string name) => companion.Namespace.RemoveAsync(name);
}
