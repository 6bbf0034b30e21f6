using Liaison.Tests.Architecture;
using NUnit.Framework;

namespace Liaison.Tests.Node;

/// <summary>The client that hosts serve at <c>/liaison.js</c> is the one that clients/js builds.</summary>
[CancelAfter(300_000)]
internal sealed class ServedClientTests
{
    [Test]
    public async Task The_bundle_that_is_committed_is_the_one_that_is_built(CancellationToken cancellationToken)
    {
        await JavaScriptClient.RequireAsync(cancellationToken);
        var built = Path.Combine(JavaScriptClient.Folder, "dist", "liaison.js");
        var committed = Path.Combine(Repository.Root, "Liaison.Transports.WebSocket", "Pages", "Client", "liaison.js");
        if (Environment.GetEnvironmentVariable("LIAISON_APPROVE") == "1")
        {
            File.Copy(built, committed, overwrite: true);
        }

        Assert.That(
            await File.ReadAllTextAsync(committed, cancellationToken), Is.EqualTo(await File.ReadAllTextAsync(built, cancellationToken)),
            "The client changed. Approve what hosts serve: LIAISON_APPROVE=1 dotnet test --filter ServedClient");
    }
}
