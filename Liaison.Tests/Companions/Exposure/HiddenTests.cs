using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Companions.Exposure.Open;
using NUnit.Framework;

namespace Liaison.Tests.Companions.Exposure;

/// <summary>What is marked <see cref="HiddenAttribute"/> does not exist to a peer, by whatever way it is asked for.</summary>
internal sealed class HiddenTests
{
    private EchoCompanion _companion = null!;
    private int _sprung;

    [SetUp]
    public void Serve()
    {
        _companion = new EchoCompanion();
        _companion.Expose<Lamp>().Expose<SecretLamp>().Expose<ILamp>().Expose<Locked>().Add("desks", new Desks());
        _sprung = Trap.Sprung;
    }

    [TearDown]
    public async Task NothingHasHappened()
    {
        await _companion.DisposeAsync();
        Assert.That(Trap.Sprung, Is.EqualTo(_sprung));
    }

    [TestCase("desks.Lamp.Colour", TestName = "A_hidden_override_is_not_reached_by_its_base")]
    [TestCase("desks.Lamp.Light", TestName = "A_hidden_overload_is_not_reached_by_its_base_or_interface")]
    [TestCase("desks.Lamp.Serial", TestName = "An_override_of_what_is_hidden_is_hidden")]
    [TestCase("desks.Lamp.Explode", TestName = "An_overriding_method_of_what_is_hidden_is_hidden")]
    [TestCase("desks.Lamp.Price", TestName = "A_hidden_getter_is_not_read")]
    [TestCase("desks.Lamp[0]", TestName = "A_hidden_indexer_is_not_reached_by_its_base")]
    [TestCase("Locked:Password", TestName = "A_hidden_type_is_hidden_though_exposed_by_name")]
    [TestCase("Locked.Box:Coins", TestName = "A_type_inside_of_a_hidden_one_is_hidden")]
    public async Task What_is_hidden_does_not_exist(string target)
    {
        var reply = await Reply.To(_companion, "run", target);

        Assert.That(reply.Code, Is.EqualTo(ErrorCode.NotFound).Or.EqualTo(ErrorCode.BadArguments), reply.ToString());
        Assert.That((await Reply.To(_companion, "members", "desks.Lamp")).Response!.ToJsonString(), Does.Not.Contain("Colour").And.Not.Contain("Serial").And.Not.Contain("Price"));
    }

    [Test]
    public async Task What_is_shown_stays_though_another_overload_is_hidden()
    {
        Assert.That((string?)(await Reply.To(_companion, "run", "desks.Lamp.Light", 3)).Response, Is.EqualTo("3"));
        Assert.That((string?)(await Reply.To(_companion, "run", "desks.Lamp.Old")).Response, Is.EqualTo("new"));
    }

    [Test]
    public async Task A_hidden_constructor_is_not_called()
    {
        _companion.Expose<Desk>();

        var reply = await Reply.To(_companion, "run", "Desk", "1-2-3");

        Assert.That(reply.Code, Is.EqualTo(ErrorCode.BadArguments));
        Assert.That((await Reply.To(_companion, "run", "Desk")).Code, Is.Null);
    }

    [Test]
    public async Task A_hidden_setter_is_not_called()
    {
        _companion.Add("desk", new Desk());

        var reply = await Reply.To(_companion, "set", "desk.HalfHidden", "x");

        Assert.That(reply.Code, Is.EqualTo(ErrorCode.BadArguments));
        Assert.That((string?)(await Reply.To(_companion, "get", "desk.HalfHidden")).Response, Is.EqualTo("shown"));
    }

    [TestCase("desks.Badge")]
    [TestCase("desks.Pass")]
    public async Task A_hidden_property_is_not_written_into_a_reply(string target)
    {
        var reply = await Reply.To(_companion, "get", target);

        Assert.That(reply.Response!.ToJsonString(), Is.EqualTo("""{"name":"name"}"""));
    }

    [Test]
    public async Task A_hidden_property_of_a_record_is_not_read_from_an_argument()
    {
        var account = new { name = "n", role = "owner", level = 9, age = (int?)null, half = "given" };

        var text = (string?)(await Reply.To(_companion, "run", "desks.TextOf", account)).Response;

        Assert.That(text, Is.EqualTo("n guest 0 7 shown"));
    }

    [Test]
    public async Task A_hidden_setter_of_a_record_s_property_is_not_called()
    {
        var reply = await Reply.To(_companion, "get", "desks.Account");

        Assert.That(reply.Response!.ToJsonString(), Is.EqualTo("""{"name":"name","half":"shown"}"""));
    }

    [Test]
    public async Task A_hidden_property_is_not_read_from_an_argument()
    {
        var badge = new { name = "n", pin = "given", half = "given" };

        Assert.That((string?)(await Reply.To(_companion, "run", "desks.PinOf", badge)).Response, Is.EqualTo("pin"));
        Assert.That((string?)(await Reply.To(_companion, "run", "desks.HalfOf", badge)).Response, Is.EqualTo("given"));
    }
}
