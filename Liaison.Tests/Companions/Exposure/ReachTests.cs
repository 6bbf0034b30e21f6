using System.Reflection;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Companions.Exposure.Open;
using NUnit.Framework;

namespace Liaison.Tests.Companions.Exposure;

/// <summary>How far an exposure reaches, and no further.</summary>
internal sealed class ReachTests
{
    private static readonly string[] Refusals = [ErrorCode.NotExposed, ErrorCode.NotFound];

    [Test]
    public async Task Behind_an_exposed_interface_only_its_members_are_reached()
    {
        await using var companion = new EchoCompanion();
        companion.Expose<Desk>().Expose<IReading>().Namespace.Put("desk", new Desk());
        var sprung = Trap.Sprung;

        Assert.That((string?)(await Reply.To(companion, "get", "desk.Reading.Title")).Response, Is.EqualTo("ledger"));
        Assert.That((string?)(await Reply.To(companion, "run", "desk.Reading.Read", 2)).Response, Is.EqualTo("page 2"));
        Assert.That((await Reply.To(companion, "get", "desk.Reading.Secret")).Code, Is.EqualTo(ErrorCode.NotExposed));
        Assert.That((await Reply.To(companion, "run", "desk.Reading.Open")).Code, Is.EqualTo(ErrorCode.NotExposed));
        Assert.That((await Reply.To(companion, "get", "desk.Reading[0]")).Code, Is.EqualTo(ErrorCode.NotExposed));
        Assert.That(Trap.Sprung, Is.EqualTo(sprung));
    }

    [Test]
    public async Task A_delegate_type_that_is_exposed_is_not_made_of_a_pointer()
    {
        await using var companion = new EchoCompanion();
        companion.Expose<Caller>().Expose<Action>().Add("desk", new Desk());
        companion.Namespace.Put("pointer", typeof(Trap).GetMethod(nameof(Trap.Spring))!.MakeGenericMethod(typeof(int)).MethodHandle.GetFunctionPointer());

        foreach (var type in new[] { "Caller", "System.Action" })
        {
            var reply = await Reply.To(companion, "init", "made", type, "$desk", "$pointer");
            Assert.That(reply.Code, Is.EqualTo(ErrorCode.BadArguments), reply.ToString());
            Assert.That(reply.Message, Does.Contain("no public constructor"));
        }
    }

    public static object[][] ReflectiveObjects { get; } =
    [
        [typeof(Environment), "thing.Assembly"], [typeof(Environment), "thing.InvokeMember"], [typeof(Environment), "System.Type:GetType"],
        [typeof(Environment).GetMethods()[0], "thing.Invoke"], [typeof(Desk).Assembly, "thing.GetTypes"], [typeof(Desk).Assembly, "System.Reflection.Assembly:LoadFrom"],
        [typeof(Desk).Module, "thing.Assembly"], [new Action(() => { }), "thing.Method"], [new Action(() => { }), "thing.DynamicInvoke"],
        [new Desk(), "thing.GetType"], [new Desk(), "object:ReferenceEquals"],
    ];

    [TestCaseSource(nameof(ReflectiveObjects))]
    public async Task What_leads_to_reflection_is_not_exposed_by_adding_an_object(object thing, string target)
    {
        // As the host would write it who has the objects in a dictionary, and as it would with the types themselves.
        await using var untyped = new EchoCompanion();
        untyped.Add("thing", thing);
        await using var typed = new EchoCompanion();
        _ = thing switch
        {
            Type type => typed.Add("thing", type),
            MethodInfo method => typed.Add("thing", method),
            Assembly assembly => typed.Add("thing", assembly),
            Delegate callback => typed.Add("thing", callback),
            _ => typed.Add("thing", thing),
        };

        Assert.That((await Reply.To(untyped, "run", target)).Code, Is.AnyOf(Refusals));
        Assert.That((await Reply.To(typed, "run", target)).Code, Is.AnyOf(Refusals));
    }

    [Test]
    public async Task What_leads_to_reflection_is_reached_where_it_is_exposed_by_name()
    {
        await using var companion = new EchoCompanion();
        companion.Add("type", typeof(Desk)).Expose<Type>().Expose<MemberInfo>();

        Assert.That((string?)(await Reply.To(companion, "get", "type.Name")).Response, Is.EqualTo("Desk"));
    }

    [Test]
    public async Task A_refusal_of_what_leads_to_reflection_advises_nobody_to_expose_it()
    {
        await using var companion = new EchoCompanion();
        companion.Add("desk", new Desk());

        Assert.That((await Reply.To(companion, "run", "desk.GetType")).Message, Does.Contain("reflection").And.Not.Contain("companion.Expose"));
        Assert.That((await Reply.To(companion, "get", "desk.Kind.Assembly")).Message, Does.Contain("reflection").And.Not.Contain("companion.Expose"));
        Assert.That((await Reply.To(companion, "get", "desk.Legacy")).Message, Does.Contain("companion.Expose<OldDesk>()"));
    }

    [Test]
    public async Task A_type_that_is_exposed_while_peers_are_served_is_reached_from_then_on()
    {
        await using var companion = new EchoCompanion();
        companion.Namespace.Put("desk", new Desk());
        Assert.That((await Reply.To(companion, "get", "desk.Name")).Code, Is.EqualTo(ErrorCode.NotExposed));
        Assert.That((await Reply.To(companion, "run", "Generic<int>:Name")).Code, Is.EqualTo(ErrorCode.NotFound));

        companion.Expose<Desk>().Expose(typeof(Generic<>));

        Assert.That((string?)(await Reply.To(companion, "get", "desk.Name")).Response, Is.EqualTo("desk"));
        Assert.That((string?)(await Reply.To(companion, "get", "Generic<int>:Name")).Response, Is.EqualTo("Int32"));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task Types_that_are_exposed_while_names_are_looked_up_are_never_lost(CancellationToken cancellationToken)
    {
        for (var round = 0; round < 20; round++)
        {
            var policy = new ExposurePolicy();
            using var start = new Barrier(2);
            var looking = Task.Run(
                () =>
                {
                    start.SignalAndWait(cancellationToken);
                    for (var i = 0; i < 200; i++)
                    {
                        policy.FindType("Desk");
                    }
                },
                cancellationToken);
            start.SignalAndWait(cancellationToken);
            foreach (var type in BasicTypes.All.Append(typeof(Lamp)))
            {
                policy.Expose(type);
            }

            policy.Expose<Desk>();
            await looking;
            Assert.That(policy.FindType("Desk")!.Type, Is.EqualTo(typeof(Desk)));
        }
    }

    [Test]
    public async Task Exposing_everything_keeps_what_was_exposed_by_name()
    {
        await using var companion = new EchoCompanion();
        companion.Expose<Closed.Vault>().ExposeEverything();

        Assert.That((string?)(await Reply.To(companion, "get", "Liaison.Tests.Companions.Exposure.Closed.Vault:Shared")).Response, Is.EqualTo("shared"));
    }

    [TestCase("Liaison.Tests.Companions.Exposure.Ope")]
    [TestCase("Nowhere")]
    [TestCase("Liaison.Tests.Companions.Exposure.Opening")]
    public void A_namespace_without_public_types_is_told(string name)
    {
        var companion = new Companion();

        Assert.That(() => companion.ExposeNamespace(name, typeof(Desk).Assembly), Throws.ArgumentException.With.Message.Contains("no public type"));
    }

    [Test]
    public void A_rule_never_takes_in_a_type_that_is_not_public()
    {
        var policy = new ExposurePolicy();
        policy.ExposeAssembly(typeof(Desk).Assembly);
        policy.ExposeNamespace(typeof(Desk).Namespace!, typeof(Desk).Assembly);

        var exposed = typeof(Desk).Assembly.GetTypes().Where(policy.IsExposed).ToList();

        Assert.That(exposed, Is.Not.Empty.And.All.Matches<Type>(type => type is { IsVisible: true }));
        Assert.That(exposed, Does.Contain(typeof(Desk)).And.Not.Contain(typeof(Locked.Box)).And.Not.Contain(typeof(Desk.HiddenNested)));
    }

    [Test]
    public void None_of_the_basic_types_leads_out()
    {
        var policy = new ExposurePolicy();
        policy.ExposeBasicTypes();
        string[] banned = ["System.Reflection", "System.Runtime", "System.IO", "System.Diagnostics", "System.Threading", "System.Net"];

        Assert.That(
            BasicTypes.All,
            Has.None.Matches<Type>(type => banned.Any(type!.FullName!.StartsWith) || typeof(Delegate).IsAssignableFrom(type) || typeof(MemberInfo).IsAssignableFrom(type)));
        Assert.That(policy.IsExposed(typeof(object)) || policy.IsExposed(typeof(Type)) || policy.IsExposed(typeof(Delegate)) || policy.IsExposed(typeof(Array)), Is.False);
    }
}
