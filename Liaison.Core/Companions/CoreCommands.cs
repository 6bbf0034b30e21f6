using Liaison.Commands;

namespace Liaison.Companions;

/// <summary>The commands without a target: <c>ping</c>, <c>store</c> and <c>delete</c> (WIRE, section 1).</summary>
internal sealed class CoreCommands(Companion companion)
{
    [Command("store", ResolveReferences = false, Summary = "Stores a value under a name. References in the value are not resolved.")]
    public async ValueTask<string> StoreAsync(string name, object? value)
    {
        await companion.Namespace.SetAsync(name, value, made: false).ConfigureAwait(false);
        return name;
    }

    [Command("ping", Concurrent = true, RequiresAuthentication = false, Summary = "Gives \"pong\".")]
    public static string Ping() => "pong";

    [Command("delete", ResolveReferences = false, Summary = "Deletes a name, and disposes its object if init created it. Returns whether the name existed.")]
    public ValueTask<bool> DeleteAsync(string name) => companion.Namespace.RemoveAsync(name);
}
