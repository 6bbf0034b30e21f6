using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Contracts;

/// <summary>What an implementation says of who may call it holds, although the contract names the command.</summary>
[CancelAfter(60_000)]
internal sealed class ProtectedContractTests
{
    [TestCase("open", ErrorCode.Unauthorized)]
    [TestCase("empty", ErrorCode.Unauthorized)]
    [TestCase("look", null)]
    public async Task A_stranger_is_refused_what_the_implementation_protects(string command, string? code)
    {
        await using var companion = new Companion().Add<IVault>(new Vault());
        var stranger = new CommandContext(command) { Remote = new PeerInfo("memory", "test") };

        var answer = await companion.AnswerAsync(new Request { Command = command }, stranger);

        Assert.That((answer as Fault)?.Error.Code, Is.EqualTo(code));
    }

    [TestCase("gate.EnterAsync", ErrorCode.Unauthorized)]
    [TestCase("gate.LeaveAsync", ErrorCode.Unauthorized)]
    [TestCase("gate.LockAsync", ErrorCode.Unauthorized)]
    [TestCase("gate.SealAsync", ErrorCode.Unauthorized)]
    [TestCase("gate.LookAsync", null)]
    public async Task A_stranger_does_not_come_around_what_the_contract_protects_by_the_object_s_name(string target, string? code)
    {
        var gate = new Gatehouse();
        await using var companion = new Companion().Add<IGatehouse>(gate);
        companion.Add("gate", gate);
        var stranger = new CommandContext("run") { Remote = new PeerInfo("memory", "test") };

        var answer = await companion.AnswerAsync(new Request { Command = "run", Arguments = CommandArguments.Of([target], null, companion.Json) }, stranger);

        Assert.That((answer as Fault)?.Error.Code, Is.EqualTo(code));
    }

    [Test]
    public async Task Two_policies_for_one_command_are_refused()
    {
        await using var companion = new Companion();

        var refusal = Assert.Throws<ArgumentException>(() => companion.Add<IGuarded>(new Guarded()));

        Assert.That(refusal!.Message, Does.Contain("has the policy 'keepers' in the contract, and 'owners' where it is implemented"));
    }

    [Liaison.Contracts.CommandContract]
    internal interface IGuarded
    {
        [Command("guard", Policy = "keepers")]
        Task GuardAsync();
    }

    private sealed class Guarded : IGuarded
    {
        [Command(Policy = "owners")]
        public Task GuardAsync() => Task.CompletedTask;
    }

    [Liaison.Contracts.CommandContract]
    internal interface IGatehouse : ILock
    {
        [Command("enter", RequiresAuthentication = true)]
        Task<string> EnterAsync();

        [Command("leave", Policy = "keepers")]
        Task<string> LeaveAsync();

        [Microsoft.AspNetCore.Authorization.Authorize]
        Task<string> SealAsync();

        Task<string> LookAsync();
    }

    internal interface ILock
    {
        [Command("lock", Policy = "keepers")]
        Task<string> LockAsync();
    }

    private sealed class Gatehouse : IGatehouse
    {
        public Task<string> EnterAsync() => Task.FromResult("in");

        public Task<string> LeaveAsync() => Task.FromResult("out");

        public Task<string> SealAsync() => Task.FromResult("sealed");

        public Task<string> LockAsync() => Task.FromResult("locked");

        public Task<string> LookAsync() => Task.FromResult("a gate");
    }

    private sealed class Vault : IVault
    {
        [Command(RequiresAuthentication = true)]
        public Task<string> OpenAsync() => Task.FromResult("gold");

        [Command(Policy = "owners")]
        public Task<string> EmptyAsync() => Task.FromResult("gone");

        public Task<string> LookAsync() => Task.FromResult("a door");
    }
}
