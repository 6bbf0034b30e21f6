using System.Text.Json.Nodes;
using Liaison.Companions.Targets;
using Liaison.Hosting;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Companions.Exposure;

/// <summary>Every attack, under every policy short of exposing everything, through every command that takes a target.</summary>
internal sealed class AttackTests
{
    private const string Escaped = "LIAISON_ESCAPED";

    private static readonly string[] Refusals = [ErrorCode.NotExposed, ErrorCode.NotFound];

    private EchoCompanion _companion = null!;
    private string _policy = "";

    private static IEnumerable<TestCaseData> Everything() => Named(Attacks.All);

    private static IEnumerable<TestCaseData> OfAnUnexposedBase() => Named(Attacks.UnexposedBase);

    [TestCaseSource(nameof(Everything))]
    public async Task An_attack_is_refused_by_every_command_under_every_policy(string target)
    {
        foreach (var policy in Policies.All)
        {
            await Attack(policy, target);
        }
    }

    [TestCaseSource(nameof(OfAnUnexposedBase))]
    public async Task What_an_unexposed_base_declares_is_refused_though_the_type_is_exposed(string target)
    {
        foreach (var policy in Policies.All.Except([Policies.Assembly]))
        {
            await Attack(policy, target);
        }
    }

    [TestCaseSource(typeof(Policies), nameof(Policies.All))]
    public async Task Every_exposed_object_can_be_asked_for_its_text(string policy)
    {
        await using var companion = Policies.Create(policy);

        var reply = await Reply.To(companion, "run", "desk.ToString");

        Assert.That(policy == Policies.Nothing ? reply.Code : (string?)reply.Response, Is.EqualTo(policy == Policies.Nothing ? ErrorCode.NotExposed : "a desk"));
    }

    [Test]
    public void There_are_attacks_enough() => Assert.That(Attacks.All.ToList(), Is.Unique.And.Count.GreaterThan(250));

    // The names that the runner shows need not be as long as the targets.
    private static IEnumerable<TestCaseData> Named(IEnumerable<string> targets) =>
        targets.Select((target, i) => new TestCaseData(target).SetArgDisplayNames($"{i}: {(target.Length <= 80 ? target : target[..80] + "...")}"));

    private async Task Attack(string policy, string target)
    {
        var sprung = Trap.Sprung;
        _policy = policy;
        await using var companion = Policies.Create(policy);
        await using var host = new LiaisonHost(companion);
        _companion = companion;
        using (Assert.EnterMultipleScope())
        {
            await Refuse(target, "get", target);
            await Refuse(target, "run", target);
            await Refuse(target, "run", target, Escaped, "1");
            await Refuse(target, "init", "made", target);
            await Refuse(target, "register", "made", target);
            await Refuse(target, "members", target);
            await RefuseToSet(target);
            await RefuseToTry(target);
            await RefuseAsReference(target, $"${target}");
            await RefuseAsReference(target, new[] { new[] { $"${target}" } });
            Assert.That((bool?)(await Reply.To(companion, "exists", target)).Response, Is.False, $"{policy}: exists");
            Assert.That(companion.Namespace.Contains("made"), Is.False, $"{policy}: a name was made.");
            Assert.That(Trap.Sprung, Is.EqualTo(sprung), $"{policy}: something was reached that nobody exposed.");
            Assert.That(Environment.GetEnvironmentVariable(Escaped), Is.Null, policy);
        }
    }

    private async Task Refuse(string target, string command, params object?[] arguments)
    {
        var reply = await Reply.To(_companion, command, arguments);
        Assert.That(reply.Code, Is.AnyOf(Refusals), $"{_policy}: {command} {target}: {reply}");
    }

    private async Task RefuseToSet(string target)
    {
        var reply = await Reply.To(_companion, "set", target, "set");

        // A lone name is no member, and of a value only a copy would be set, whatever it is: nobody looks further.
        var isNothingToSet = (TargetPath.TryParse(target, out var path, out _) && path.Hops.Count == 0)
            || (target.StartsWith("desk.Pair.Item", StringComparison.Ordinal) && reply.Code == ErrorCode.BadArguments);
        Assert.That(reply.Code, isNothingToSet ? Is.EqualTo(ErrorCode.BadArguments) : Is.AnyOf(Refusals), $"{_policy}: set {target}: {reply}");
    }

    private async Task RefuseToTry(string target)
    {
        var reply = await Reply.To(_companion, "try", target);
        Assert.That((bool?)reply.Response?["success"], Is.False, $"try {target}: {reply}");
        Assert.That(
            (string?)reply.Response?["result"]?.AsArray()[^1], Does.StartWith("System.MissingMemberException").Or.StartWith("System.UnauthorizedAccessException"), $"{_policy}: try");
    }

    // A string that is no target which begins with a name is no reference, and stays what it is.
    private async Task RefuseAsReference(string target, object argument)
    {
        var reply = await Reply.To(_companion, "echo", argument);
        if (reply.Code is null)
        {
            var text = reply.Response as JsonValue ?? reply.Response![0]![0];
            var literal = target.StartsWith('$') ? target : $"${target}";
            Assert.That((string?)text, Is.EqualTo(literal), $"echo ${target}");
            Assert.That(TargetPath.TryParse(target, out var path, out _) && path.TypeName is null, Is.False, $"echo ${target}");
        }
        else
        {
            Assert.That(reply.Code, Is.AnyOf(Refusals), $"{_policy}: echo ${target}: {reply}");
        }
    }
}
