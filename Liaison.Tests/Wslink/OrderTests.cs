using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Protocols;
using Liaison.Sessions;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Wslink;

/// <summary>Attachments and their messages, while other messages go out over the same connection.</summary>
[CancelAfter(60_000)]
internal sealed class OrderTests
{
    private const int Calls = 1_000;

    [Test]
    public async Task Bytes_stay_with_their_message_whatever_else_is_sent([Values] WslinkVersion version, CancellationToken token)
    {
        await using var transport = new InMemoryTransport();
        await using var companion = new Companion();
        companion.Commands.AddFrom(new Features.AttachmentTests.Turning());
        var protocol = new WslinkProtocol(new WslinkOptions { Version = version });
        var options = new HostOptions { Protocols = [protocol], Execution = Execution.Concurrent };
        await using var host = new LiaisonHost(companion, options).Add(transport);
        await host.StartAsync(token);
        await using var client = await LiaisonClient.ConnectAsync(new InMemoryConnector(transport), new ClientOptions { Protocol = protocol }, token);
        await using var events = await Features.EventLoop<byte[]>.StartAsync(client, "bytes", token);

        var publishing = Task.Run(
            async () =>
            {
                for (var i = 0; i < Calls; i++)
                {
                    await host.PublishAsync("bytes", BitConverter.GetBytes(i));
                }
            },
            token);
        var answers = await Task.WhenAll(Enumerable.Range(0, Calls).Select(i => Task.Run(() => client.InvokeAsync<byte[]>("turn", [BitConverter.GetBytes(i)], token), token)));
        await publishing;

        Assert.That(answers.Select(answer => BitConverter.ToInt32([.. answer!.Reverse()])), Is.EqualTo(Enumerable.Range(0, Calls)));
        for (var i = 0; i < Calls; i++)
        {
            Assert.That(BitConverter.ToInt32((await events.NextAsync()).Value!), Is.EqualTo(i));
        }
    }
}
