using System.Text.Json.Nodes;
using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Exposure;

/// <summary>Every attack, under every policy short of exposing everything, through every command that takes a target.</summary>
internal sealed class AttackTests
{
    private const string Escaped = "LIAISON_ESCAPED";

    private static readonly string[] Refusals = [ErrorCode.NotExposed, ErrorCode.NotFound];

    private EchoCompanion _companion = null!;
    private LiaisonHost _host = null!;
    private int _sprung;

    private static IEnumerable<TestCaseData> Everywhere() =>
        from policy in Policies.All
        from attack in Attacks.All.Concat(policy == Policies.Assembly ? [] : Attacks.UnexposedBase)
        select new TestCaseData(policy, attack).SetArgDisplayNames(policy, attack.Length <= 80 ? attack : attack[..80]);

    [TearDown]
    public async Task NothingHasHappened()
    {
        await _host.DisposeAsync();
        await _companion.DisposeAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Trap.Sprung, Is.EqualTo(_sprung), "Something was reached that nobody exposed.");
            Assert.That(Environment.GetEnvironmentVariable(Escaped), Is.Null);
        }
    }

    [TestCaseSource(nameof(Everywhere))]
    public async Task An_attack_is_refused_by_every_command(string policy, string target)
    {
        Serve(policy);
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
            Assert.That((bool?)(await Reply.To(_companion, "exists", target)).Response, Is.False, "exists");
            Assert.That(_companion.Namespace.Contains("made"), Is.False, "A name was made.");
        }
    }

    [TestCaseSource(typeof(Policies), nameof(Policies.All))]
    public async Task Every_object_can_be_asked_for_its_text(string policy)
    {
        Serve(policy);

        var reply = await Reply.To(_companion, "run", "desk.ToString");

        if (policy == Policies.Nothing)
        {
            Assert.That(reply.Code, Is.EqualTo(ErrorCode.NotExposed));
        }
        else
        {
            Assert.That((string?)reply.Response, Is.EqualTo("a desk"));
        }
    }

    [Test]
    public void There_are_attacks_enough() => Assert.That(Attacks.All.Distinct().Count(), Is.EqualTo(Attacks.All.Count()).And.GreaterThan(250));

    private void Serve(string policy)
    {
        _companion = Policies.Create(policy);
        _host = new LiaisonHost(_companion);
        _sprung = Trap.Sprung;
    }

    private async Task Refuse(string target, string command, params object?[] arguments)
    {
        var reply = await Reply.To(_companion, command, arguments);
        Assert.That(reply.Code, Is.AnyOf(Refusals), $"{command} {target}: {reply}");
    }

    private async Task RefuseToSet(string target)
    {
        var reply = await Reply.To(_companion, "set", target, "set");

        // A lone name is no member, and of a value only a copy would be set, whatever it is: nobody looks further.
        var isNothingToSet = (TargetPath.TryParse(target, out var path, out _) && path.Hops.Count == 0)
            || (target.StartsWith("desk.Pair.Item", StringComparison.Ordinal) && reply.Code == ErrorCode.BadArguments);
        Assert.That(reply.Code, isNothingToSet ? Is.EqualTo(ErrorCode.BadArguments) : Is.AnyOf(Refusals), $"set {target}: {reply}");
    }

    private async Task RefuseToTry(string target)
    {
        var reply = await Reply.To(_companion, "try", target);
        Assert.That((bool?)reply.Response?["success"], Is.False, $"try {target}: {reply}");
        Assert.That(
            (string?)reply.Response?["result"]?.AsArray()[^1], Does.StartWith("System.MissingMemberException").Or.StartWith("System.UnauthorizedAccessException"), "try");
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
            Assert.That(reply.Code, Is.AnyOf(Refusals), $"echo ${target}: {reply}");
        }
    }
}
