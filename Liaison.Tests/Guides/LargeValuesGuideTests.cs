using System.Text;
using Liaison.Client;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Guides;

/// <summary>docs/guides/large-values.md says what is so: its blocks are code that runs here.</summary>
[CancelAfter(60_000)]
internal sealed class LargeValuesGuideTests
{
    [Test]
    public void The_code_of_the_guide_is_the_code_that_is_compiled_here() =>
        Assert.That(new Guide("large-values.md").CSharp, Is.EquivalentTo(Regions.Of("LargeValuesGuide.cs")));

    [Test]
    public async Task The_code_runs(CancellationToken token)
    {
        var folder = Directory.CreateTempSubdirectory("liaison-").FullName;
        try
        {
            var bytes = new byte[1_234_567];
            Random.Shared.NextBytes(bytes);
            var (from, to) = (Path.Combine(folder, "from"), Path.Combine(folder, "to"));
            await File.WriteAllBytesAsync(from, bytes, token);
            var transport = new InMemoryTransport();
            await using var companion = LargeValuesGuide.Create(folder);
            await using var host = LargeValuesGuide.Serve(companion, transport);
            await host.StartAsync(token);
            await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), cancellationToken: token);

            Assert.That(await LargeValuesGuide.SendAsync(client, from, token), Is.EqualTo(bytes.Length));
            await LargeValuesGuide.FetchAsync(client, to, token);
            Assert.That((await File.ReadAllBytesAsync(to, token)).AsSpan().SequenceEqual(bytes));
            Assert.That(await client.InvokeAsync<int>("lines", [new MemoryStream(Encoding.UTF8.GetBytes("a\nb\nc"))], token), Is.EqualTo(3));
            Assert.That(await client.InvokeAsync<byte[]>("poster", [2_000_000], token), Has.Length.EqualTo(2_000_000));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
