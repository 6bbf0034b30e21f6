using Liaison.Client;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Faults;

/// <summary>A host behind a proxy, and clients that come through it or around it.</summary>
internal abstract class FaultyLinkTest(FaultLink link) : FaultTest
{
    private const string Text = "it was asked for";

    private FaultEnds? _ends;

    protected FaultProxy Proxy => _ends!.Proxy;

    protected ICommandTransport Transport => _ends!.Transport;

    protected ICommandConnector Around => _ends!.Around;

    protected FaultCommands Commands { get; } = new();

    protected LiaisonHost Host { get; private set; } = null!;

    /// <summary>Starts the host, and has one client served, so that everything has been used before.</summary>
    protected async Task ServeAsync(CancellationToken token, HostOptions? options = null)
    {
        _ends = link.Open(link.Protocol);
        var companion = Opened(new Companion());
        companion.Commands.AddFrom(Commands);
        Host = new LiaisonHost(companion, (options ?? new HostOptions()) with { Protocols = [link.Protocol], CancelTimeout = TimeSpan.FromMilliseconds(100) });
        Opened(_ends.Proxy);
        Opened(Host).Add(_ends.Transport);
        await Host.StartAsync(token);
        await ServedAsync(token);
        Assert.That(await TalkAsync(token), "Nothing was wrong yet.");
        LookAgain();
    }

    /// <summary>A client that comes past the proxy is served.</summary>
    protected async Task ServedAsync(CancellationToken token)
    {
        await using var client = await ConnectAsync(token);
        Assert.That(await client.InvokeAsync<string>("echo", [Text], token), Is.EqualTo(Text));
    }

    /// <summary>Connects past the proxy.</summary>
    protected Task<LiaisonClient> ConnectAsync(CancellationToken token) =>
        LiaisonClient.ConnectAsync(_ends!.Around, new ClientOptions { Protocol = link.Protocol }, token);

    /// <summary>Connects through the proxy.</summary>
    protected Task<LiaisonClient> ConnectThroughAsync(CancellationToken token) =>
        LiaisonClient.ConnectAsync(_ends!.Through, new ClientOptions { Protocol = link.Protocol, DrainTimeout = TimeSpan.FromMilliseconds(100) }, token);

    /// <summary>
    /// A whole conversation through the proxy: connecting, a call, leaving. Whether it was answered, which is then right; else it failed
    /// in one of the ways that are told to callers.
    /// </summary>
    protected async Task<bool> TalkAsync(CancellationToken token)
    {
        try
        {
            await using var client = await ConnectThroughAsync(token);
            var answer = await client.InvokeAsync<string>("echo", [Text], token);
            Assert.That(answer, Is.EqualTo(Text));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        catch (LiaisonException)
        {
            return false;
        }
    }
}
