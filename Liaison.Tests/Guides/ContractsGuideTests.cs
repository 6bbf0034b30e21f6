using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Guides;

/// <summary>docs/guides/contracts.md says what is so: its blocks are code that runs here.</summary>
[CancelAfter(60_000)]
internal sealed class ContractsGuideTests
{
    [Test]
    public void The_code_of_the_guide_is_the_code_that_is_compiled_here() =>
        Assert.That(new Guide("contracts.md").CSharp, Is.EquivalentTo(Regions.Of("ContractsGuide.cs")));

    [Test]
    public async Task A_client_calls_fails_reads_events_and_is_called_back(CancellationToken token)
    {
        var transport = new InMemoryTransport();
        await using var host = ContractsGuide.CreateHost(transport);
        await host.StartAsync(token);
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), cancellationToken: token);
        ContractsGuide.AddWindow(client);

        var seen = await ContractsGuide.CallAsync(client, token);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen[0], Is.EqualTo("s2"));
            Assert.That(seen[1], Is.InstanceOf<ContractsGuide.Student>());
            Assert.That(await client.As<ContractsGuide.IClassroom>().EmptyAsync(), Is.True);
        }
    }

    [Test]
    public async Task A_declared_error_has_its_code_and_its_members()
    {
        await using var companion = new Companion();
        companion.Commands.AddFrom(new ContractsGuide.Declaring());

        var reply = await companion.ExecuteAsync("""{"command": {"command": "find", "args": ["s1"]}, "id": 1}""");

        Assert.That(reply, Does.Contain("\"code\":\"student_not_found\"").And.Contain("\"data\":{\"id\":\"s1\"}"));
    }
}
