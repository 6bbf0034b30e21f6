using Liaison.Tests.Architecture;
using NUnit.Framework;

namespace Liaison.Tests.LibMedium;

/// <summary>The conversation of docs/protocols/libmedium.md, held with a host.</summary>
[CancelAfter(60_000)]
internal sealed class GuideTests
{
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "protocols", "libmedium.md"));

    [Test]
    public async Task The_conversation_goes_as_the_page_says(CancellationToken token)
    {
        await using var served = await Served.StudentsAsync(token);
        using var client = await RawConnection.ConnectAsync(served.Path, token);
        var lines = Page.Where(line => line.StartsWith("--> ", StringComparison.Ordinal) || line.StartsWith("<-- ", StringComparison.Ordinal)).ToList();
        Assert.That(lines, Has.Count.EqualTo(11));
        foreach (var line in lines)
        {
            var message = Convert.FromHexString(line[4..].Replace(" ", "", StringComparison.Ordinal));
            if (line[0] == '-')
            {
                await client.SendAsync(message, token);
            }
            else
            {
                Assert.That(Convert.ToHexStringLower((await client.ReceiveAsync(token))!), Is.EqualTo(Convert.ToHexStringLower(message)), line);
            }
        }
    }

    [Test]
    public void The_page_shows_the_specification_that_is_tested() =>
        Assert.That(string.Join('\n', Page), Does.Contain(File.ReadAllText(Specifications.PathOf("student.lmspc")).TrimEnd()["// A small school.\n".Length..]));
}
