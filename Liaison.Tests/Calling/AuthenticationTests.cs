using System.Text.Json;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Calling;

/// <summary>Commands that are for known peers only.</summary>
[CancelAfter(60_000)]
internal sealed class AuthenticationTests
{
    [TestCase("open", true, true)]
    [TestCase("open", false, true)]
    [TestCase("protected", true, false)]
    [TestCase("protected", false, false)]
    [TestCase("overridden", false, false)]
    [TestCase("unsaid", true, false)]
    [TestCase("unsaid", false, true)]
    [TestCase("ping", true, true)]
    [TestCase("get", true, false)]
    [TestCase("get", false, true)]
    public async Task A_command_takes_known_peers_and_everybody_unless_it_or_the_companion_says_otherwise(string command, bool all, bool strangers)
    {
        await using var companion = new Vault(new CompanionOptions { RequireAuthentication = all });
        var signedIn = FakePeer.Create();
        signedIn.Authenticate("ada");
        var signedOut = FakePeer.Create();
        signedOut.Authenticate("ada");
        signedOut.SignOut();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await IsAllowedAsync(companion, new CommandContext(command)), "in process");
            Assert.That(await IsAllowedAsync(companion, Of(command, FakePeer.Create("token"))), "by the transport's token");
            Assert.That(await IsAllowedAsync(companion, new CommandContext(command) { Remote = new PeerInfo("pipe", "test") { Credential = "os-user" } }), "by the transport alone");
            Assert.That(await IsAllowedAsync(companion, Of(command, signedIn)), "signed in");
            Assert.That(await IsAllowedAsync(companion, Of(command, FakePeer.Create())), Is.EqualTo(strangers), "unknown");
            Assert.That(await IsAllowedAsync(companion, Of(command, signedOut)), Is.EqualTo(strangers), "signed out");
            Assert.That(await IsAllowedAsync(companion, new CommandContext(command) { Peer = FakePeer.Create() }), Is.EqualTo(strangers), "a peer without its remote");
            Assert.That(await IsAllowedAsync(companion, new CommandContext(command) { Remote = new PeerInfo("memory", "test") }), Is.EqualTo(strangers), "a remote without its peer");
        }
    }

    [Test]
    public async Task A_call_over_a_connection_is_judged_by_its_peer()
    {
        await using var companion = new Vault();
        using var call = new FakeCall("protected");

        Assert.That(await IsAllowedAsync(companion, call), Is.False);
        call.Peer!.Authenticate("ada");
        Assert.That(await IsAllowedAsync(companion, call));
    }

    [Test]
    public async Task A_command_that_signs_in_lets_its_peer_call_the_others()
    {
        await using var companion = new Vault(new CompanionOptions { RequireAuthentication = true });
        var peer = FakePeer.Create();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await IsAllowedAsync(companion, Of("unsaid", peer)), Is.False);
            Assert.That(await companion.InvokeAsync(CommandArguments.Of(["wrong"], null, companion.Json), Of("sign_in", peer)), Is.False);
            Assert.That(await IsAllowedAsync(companion, Of("unsaid", peer)), Is.False);
            Assert.That(await companion.InvokeAsync(CommandArguments.Of(["sesame"], null, companion.Json), Of("sign_in", peer)), Is.True);
            Assert.That(await companion.InvokeAsync(CommandArguments.None, Of("who", peer)), Is.EqualTo("ada"));
        }
    }

    [Test]
    public async Task A_stranger_is_told_what_to_do_before_a_look_at_the_arguments()
    {
        await using var companion = new Vault();
        var request = new Request { Command = "protected", Arguments = CommandArguments.Of(["$nothing", "too", "many"], null, companion.Json) };

        var answer = await companion.AnswerAsync(request, Of("protected", FakePeer.Create()));

        var error = ((Fault)answer).Error;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(error.Code, Is.EqualTo(ErrorCode.Unauthorized));
            Assert.That(
                error.Message,
                Is.EqualTo("'protected' is only for peers that have authenticated. Connect with the transport's token, or first call the host's command that signs in."));
        }
    }

    [TestCase("run")]
    [TestCase("try")]
    [TestCase("init")]
    public async Task A_protected_command_is_not_reached_as_a_method_either(string command)
    {
        await using var companion = new Vault();
        companion.Expose<Vault>();
        var peer = FakePeer.Create();
        var arguments = CommandArguments.Of(command == "init" ? ["made", "companion.Protected"] : ["companion.Protected"], null, companion.Json);

        await AnswerAsync();
        Assert.That(companion.Runs, Is.Zero);
        peer.Authenticate("ada");
        await AnswerAsync();
        Assert.That(companion.Runs, Is.EqualTo(1));

        async Task AnswerAsync() => await companion.AnswerAsync(new Request { Command = command, Arguments = arguments }, Of(command, peer));
    }

    [Test]
    public async Task A_protected_command_is_not_given_away_as_a_delegate()
    {
        await using var companion = new Vault();
        companion.Expose<Vault>();
        var peer = FakePeer.Create("token");

        var refused = await companion.AnswerAsync(Request("$companion.Protected"), Of("call", peer));
        var allowed = await companion.AnswerAsync(Request("$companion.Unsaid"), Of("call", peer));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(((Fault)refused).Error.Code, Is.EqualTo(ErrorCode.BadArguments));
            Assert.That(allowed, Is.InstanceOf<Response>());
            Assert.That(companion.Runs, Is.EqualTo(1));
        }

        Request Request(string function) => new() { Command = "call", Arguments = CommandArguments.Of([function], null, companion.Json) };
    }

    [Test]
    public async Task Commands_tells_which_require_authentication()
    {
        await using var companion = new Vault();
        var reply = JsonElement.Parse(await companion.ExecuteAsync("""{"command": {"command": "commands"}}"""));

        var listed = reply.GetProperty("response").EnumerateArray()
            .Where(command => command.GetProperty("requiresAuthentication").GetBoolean()).Select(command => command.GetProperty("name").GetString());

        Assert.That(listed, Is.EqualTo(new[] { "overridden", "protected" }));
    }

    [Test]
    public void An_identity_says_something()
    {
        var peer = FakePeer.Create();
        peer.Items[PeerIdentity.Key] = 5;

        using (Assert.EnterMultipleScope())
        {
            Assert.That(() => peer.Authenticate(" "), Throws.ArgumentException);
            Assert.That(() => peer.Authenticate(null!), Throws.ArgumentNullException);
            Assert.That(peer.Identity(), Is.Null);
            Assert.That(FakePeer.Create().Identity(), Is.Null);
        }
    }

    private static CommandContext Of(string command, ICommandPeer peer) => new(command) { Peer = peer, Remote = peer.Remote };

    private static async Task<bool> IsAllowedAsync(Companion companion, CommandContext context)
    {
        var arguments = context.Command == "get" ? CommandArguments.Of(["companion"], null, companion.Json) : CommandArguments.None;
        var answer = await companion.AnswerAsync(new Request { Command = context.Command, Arguments = arguments }, context);
        Assert.That(answer, Is.InstanceOf<Response>().Or.InstanceOf<Fault>().With.Property(nameof(Fault.Error)).Property(nameof(CommandError.Code)).EqualTo(ErrorCode.Unauthorized));
        return answer is Response;
    }

    public class Doors(CompanionOptions? options) : Companion(options)
    {
        [Command("overridden", RequiresAuthentication = true)]
        public virtual string Overridden() => "base";
    }

    public sealed class Vault(CompanionOptions? options = null) : Doors(options)
    {
        internal int Runs { get; private set; }

        [Command("open", RequiresAuthentication = false)]
        public int Open() => ++Runs;

        [Command("protected", RequiresAuthentication = true)]
        public int Protected() => ++Runs;

        [Command("unsaid")]
        public int Unsaid() => ++Runs;

        [Command("call")]
        public int Call(Func<int> function) => function();

        [Command("sign_in", RequiresAuthentication = false)]
        public bool SignIn(string password, CommandContext context)
        {
            if (password != "sesame")
            {
                return false;
            }

            context.Peer!.Authenticate("ada");
            return true;
        }

        [Command("who")]
        public string? Who(CommandContext context) => context.Peer?.Identity();

        public override string Overridden() => "derived";
    }
}
