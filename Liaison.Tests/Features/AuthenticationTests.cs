using Liaison.Client;
using Liaison.Commands;
using Liaison.Messages;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Features;

/// <summary>Commands that are for known peers only, and a command that makes a peer known.</summary>
[TestFixtureSource(typeof(Links), nameof(Links.All))]
internal sealed class AuthenticationTests(Link link, Speech speech) : OverEveryLink(link, speech)
{
    [Test]
    public async Task A_peer_is_refused_until_it_has_signed_in(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Club(), token);

        var refused = await FailureAsync(client.InvokeAsync<string>("enter", [], token));
        Assert.That((refused.Code, refused.RemoteType), Is.EqualTo((ErrorCode.Unauthorized, typeof(UnauthorizedAccessException).FullName)));

        await FailureAsync(client.InvokeAsync<string>("sign_in", ["ada", "wrong"], token));
        Assert.That((await FailureAsync(client.InvokeAsync<string>("enter", [], token))).Code, Is.EqualTo(ErrorCode.Unauthorized));

        await client.InvokeAsync<string>("sign_in", ["ada", "right"], token);
        Assert.That(await client.InvokeAsync<string>("enter", [], token), Is.EqualTo("Hello, ada"));
    }

    [Test]
    public async Task A_peer_that_has_signed_out_is_refused_again(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Club(), token);
        await client.InvokeAsync<string>("sign_in", ["ada", "right"], token);
        await client.InvokeAsync<string>("enter", [], token);

        await client.InvokeAsync<string>("sign_out", [], token);

        Assert.That((await FailureAsync(client.InvokeAsync<string>("enter", [], token))).Code, Is.EqualTo(ErrorCode.Unauthorized));
    }

    [Test]
    public async Task A_call_is_checked_when_its_turn_has_come(CancellationToken token)
    {
        var client = await ServeAndConnectAsync(new Club(), token);

        var signingIn = client.InvokeAsync<string>("sign_in", ["ada", "right"], token);
        var entering = client.InvokeAsync<string>("enter", [], token);

        await signingIn;
        Assert.That(await entering, Is.EqualTo("Hello, ada"));
    }

    protected override ICommandTransport Wrapped(ICommandTransport transport) => new AnonymousTransport(transport);

    public sealed class Club
    {
        [Command("sign_in")]
        public void SignIn(string name, string password, CommandContext context)
        {
            if (password != "right")
            {
                throw new CommandException(ErrorCode.Unauthorized, "Wrong password.");
            }

            context.Peer!.Authenticate(name);
        }

        [Command("sign_out")]
        public void SignOut(CommandContext context) => context.Peer!.SignOut();

        [Command("enter", RequiresAuthentication = true)]
        public string Enter(CommandContext context) => "Hello, " + context.Peer!.Identity();
    }
}
