using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Testing;
using Liaison.Tests.Architecture;
using NUnit.Framework;

namespace Liaison.Tests.Protocols;

/// <summary>The protocol of the guide, under the contract that the guide sends its reader to.</summary>
public sealed class ToyProtocolTests : ProtocolContract
{
    private static string Code => File.ReadAllText(Path.Combine(Repository.Root, "Liaison.Tests", "Protocols", "ToyProtocol.cs"));

    private static string Guide => File.ReadAllText(Path.Combine(Repository.Root, "docs", "writing-a-protocol.md"));

    protected override bool SupportsCallsBack => true;

    protected override IWireProtocol CreateProtocol() => new ToyProtocol();

    [Test]
    public void The_guide_shows_the_protocol_that_is_tested() =>
        Assert.That(Guide, Does.Contain("```csharp\n" + Code + "```\n"), "Copy ToyProtocol.cs into docs/writing-a-protocol.md.");

    [Test]
    public void It_takes_less_than_80_lines() => Assert.That(Code.Split('\n'), Has.Length.LessThan(80));

    [Test]
    public void The_guide_names_every_member_that_says_what_a_protocol_has()
    {
        var members = typeof(ProtocolContract).GetProperties(System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)
            .Where(property => property.GetMethod!.IsFamily)
            .Select(property => $"`{property.Name}`");

        Assert.That(members.Where(member => !Guide.Contains(member, StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("""{"command": {"command": "ping"}, "id": "1"}""")]
    [TestCase("""{"jsonrpc": "2.0", "method": "ping", "id": 1}""")]
    [TestCase("""[{"jsonrpc": "2.0", "method": "ping", "id": 1}, {"jsonrpc": "2.0", "method": "ping", "id": 2}]""")]
    public void It_does_not_take_another_protocols_first_message_for_its_own(string message) =>
        Assert.That(new ToyProtocol().Recognizes(new Frame(FrameKind.Text, System.Text.Encoding.UTF8.GetBytes(message))), Is.False);
}
