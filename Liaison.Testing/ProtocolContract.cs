using Liaison.Messages;
using Liaison.Protocols;
using NUnit.Framework;

namespace Liaison.Testing;

/// <summary>Tests for the contract of every protocol. Inherit, implement the factory, and override the feature properties.</summary>
/// <remarks>
/// Two codecs of the protocol talk to each other: one at the caller's end, one at the host's end. An unsupported feature must be left out
/// without harm, which is tested too. So if a property does not match the protocol, a case fails and names the property.
/// </remarks>
public abstract partial class ProtocolContract
{
    private const int TestTimeout = 60_000;

    /// <summary>Whether commands, topics and values may be anything. Otherwise a specification declares them.</summary>
    /// <remarks>
    /// The suite needs the commands <c>ping</c>, <c>open_project</c>, <c>größe</c>, <c>run</c>, <c>choose</c> and <c>log</c>, each with
    /// a list of texts as its parameter and a text as its result; and the topics <c>topic</c>, <c>frames</c> and <c>session_started</c>,
    /// each with a text. The cases send the JSON of their values as such texts. Values of other types need separate tests of the protocol.
    /// </remarks>
    protected virtual bool SupportsAnyValue => true;

    /// <summary>Whether ids may be any value and arrive unchanged. Otherwise calls have numbers, and a host has its own ids.</summary>
    protected virtual bool SupportsAnyId => true;

    /// <summary>Whether faults contain the code. Otherwise every fault arrives as <c>failed</c>.</summary>
    protected virtual bool SupportsErrorCodes => true;

    /// <summary>Whether requests may have arguments by name. Otherwise they are refused.</summary>
    protected virtual bool SupportsNamedArguments => false;

    /// <summary>Whether one request may have arguments both by position and by name. Otherwise it is refused.</summary>
    protected virtual bool SupportsMixedArguments => false;

    /// <summary>Whether the host may call the caller, over the same connection. Otherwise such a request is refused.</summary>
    protected virtual bool SupportsCallsBack => false;

    /// <summary>Whether there are requests without an answer.</summary>
    protected virtual bool SupportsNotifications => false;

    /// <summary>Whether requests contain the time for which their sender waits.</summary>
    protected virtual bool SupportsTimeouts => false;

    /// <summary>Whether there is <see cref="Messages.Progress"/>, and requests that ask for it.</summary>
    protected virtual bool SupportsProgress => false;

    /// <summary>Whether there is <see cref="Item"/>, and requests that ask for it.</summary>
    protected virtual bool SupportsItems => false;

    /// <summary>Whether there is <see cref="Messages.Cancel"/>.</summary>
    protected virtual bool SupportsCancel => false;

    /// <summary>Whether there is <see cref="Publication"/>.</summary>
    protected virtual bool SupportsPublications => false;

    /// <summary>Whether publications contain the number of publications that were dropped before them.</summary>
    protected virtual bool SupportsDropCounts => false;

    /// <summary>Whether several requests can be one message.</summary>
    protected virtual bool SupportsBatches => false;

    /// <summary>Whether bytes can be attached to messages.</summary>
    protected virtual bool SupportsAttachments => false;

    /// <summary>Whether bytes are attached from the first message on, regardless of <see cref="CodecSettings.Attaches"/>.</summary>
    protected virtual bool AlwaysAttaches => false;

    /// <summary>Whether a caller greets its host before it calls (<see cref="Hello"/>).</summary>
    protected virtual bool SupportsHello => false;

    /// <summary>Whether greetings carry a secret, and earlier calls are refused. Default: <see cref="SupportsHello"/>.</summary>
    protected virtual bool SupportsSecret => SupportsHello;

    /// <summary>The error codes whose message is prescribed, so that other messages do not arrive. The default is none.</summary>
    protected virtual IReadOnlyCollection<string> CodesWithFixedText => [];

    /// <summary>Whether faults contain the exception's type, in addition to the code and the message.</summary>
    protected virtual bool SupportsErrorTypes => false;

    /// <summary>Whether faults contain the data of the error (<see cref="CommandError.Data"/>).</summary>
    protected virtual bool SupportsErrorData => false;

    /// <summary>Creates the protocol, or returns its only instance.</summary>
    protected abstract IWireProtocol CreateProtocol();

    /// <summary>The name is a valid WebSocket subprotocol (RFC 6455, section 4.1): a subprotocol can select the protocol.</summary>
    [Test]
    public void Its_name_can_be_the_name_of_a_subprotocol()
    {
        var name = CreateProtocol().Name;
        Assert.That(name, Is.Not.Null.And.Not.Empty, "Give the protocol a name.");
        Assert.That(name, Does.Match("^[A-Za-z0-9._-]+$"), "Use only letters, digits, dots and dashes in the name.");
        Assert.That(CreateProtocol().Name, Is.EqualTo(name), "The name is always the same.");
    }

    /// <summary>A greeting arrives with its secret, and is answered or refused. Protocols without greetings leave it out.</summary>
    [Test]
    public void A_greeting_arrives_with_its_secret()
    {
        var protocol = CreateProtocol();
        foreach (var secret in new[] { "s3cret", "", "größe \"1\"", null })
        {
            var pair = new CodecPair(this, greets: false);
            var frames = Encode(pair.Caller, new Hello(Request.WithId(CallId.None), secret));
            if (!SupportsHello)
            {
                Assert.That(frames, Is.Empty, $"The protocol has no greeting: write nothing, or override {nameof(SupportsHello)}.");
                continue;
            }

            Assert.That(protocol.Recognizes(frames[0]), "Recognizes is true of a greeting, which comes first.");
            var hello = Only<Hello>(Decode(pair.Host, frames));
            Assert.That(hello.Secret ?? "", Is.EqualTo(SupportsSecret ? secret ?? "" : ""), $"Hello.Secret, with {nameof(SupportsSecret)} as it is.");
            if (!SupportsSecret)
            {
                Decode(pair.Caller, Encode(pair.Host, new Response(hello.Request, null)));
                AssertStillTalks(pair);
                continue;
            }

            var refused = Only<Request>(pair.ToHost(new Request { Id = CallId.Of(1), Command = "run" }));
            Assert.That(refused.Problem?.Code, Is.EqualTo(ErrorCode.Unauthorized), "A call before the greeting was accepted has the problem unauthorized.");
            Decode(pair.Caller, Encode(pair.Host, new Fault(hello.Request, CommandError.Of(ErrorCode.Unauthorized, "It is wrong."))));
            Decode(pair.Caller, Encode(pair.Host, new Response(hello.Request, null)));
            AssertStillTalks(pair);
        }
    }

    /// <summary>A request arrives with its id, its command and its arguments, in their order and with their kinds and values.</summary>
    [Test]
    public void A_request_arrives_as_it_was_sent()
    {
        foreach (var id in Ids)
        {
            foreach (var command in new[] { "ping", "open_project", "größe" })
            {
                var sent = new Request { Id = id, Command = command, Arguments = Positional(Values) };
                AssertSame(Only<Request>(new CodecPair(this).ToHost(sent)), sent);
            }
        }
    }

    /// <summary>A request without arguments arrives without any.</summary>
    [Test]
    public void A_request_without_arguments_arrives_without_any()
    {
        var sent = new Request { Id = CallId.Of(1), Command = "ping" };
        AssertSame(Only<Request>(new CodecPair(this).ToHost(sent)), sent);
    }

    /// <summary>Arguments by name arrive, with any characters in the names; or the refusal says what to do.</summary>
    [Test]
    public void Arguments_by_name_arrive_by_their_names()
    {
        var sent = new Request
        {
            Id = CallId.Of(1),
            Command = "run",
            Arguments = Arguments("[]", """{"title":"x","with space":1,"größe":[2],"quote\"d \\ \n":null,"":{"a":true}}"""),
        };
        if (SupportsNamedArguments)
        {
            AssertSame(Only<Request>(new CodecPair(this).ToHost(sent)), sent);
        }
        else
        {
            AssertRefused(new CodecPair(this).Caller, sent, nameof(SupportsNamedArguments));
        }
    }

    /// <summary>Arguments by position and by name arrive together, or the refusal says what to do.</summary>
    [Test]
    public void Arguments_by_position_and_by_name_arrive_together()
    {
        var sent = new Request { Id = CallId.Of(1), Command = "run", Arguments = Arguments("""["a",2]""", """{"title":"x","b":[1]}""") };
        if (SupportsMixedArguments)
        {
            AssertSame(Only<Request>(new CodecPair(this).ToHost(sent)), sent);
            return;
        }

        AssertRefused(new CodecPair(this).Caller, sent, nameof(SupportsMixedArguments));
        var plain = new Request { Id = CallId.Of(2), Command = "ping" };
        AssertRefused(new CodecPair(this).Caller, new Batch([plain, sent]), nameof(SupportsMixedArguments));
    }

    /// <summary>A request without an answer arrives as such if the protocol supports it, otherwise as an ordinary request.</summary>
    [Test]
    public void A_notification_arrives_as_one()
    {
        var sent = new Request { Command = "log", Arguments = Positional("\"text\""), WantsReply = false };
        var arrived = Only<Request>(new CodecPair(this).ToHost(sent));
        Assert.That(arrived.Problem, Is.Null, "A request without an id and with WantsReply = false can be run.");
        Assert.That(arrived.Command, Is.EqualTo("log"));
        AssertSame(arrived.Arguments, sent.Arguments);
        Assert.That(
            arrived.WantsReply, Is.EqualTo(!SupportsNotifications), $"Set Request.WantsReply as it was sent, and override {nameof(SupportsNotifications)} to say so.");
    }

    /// <summary>Other wishes of a request (progress, items, timeout) arrive if the protocol supports them; otherwise not.</summary>
    [Test]
    public void What_a_request_asks_for_arrives()
    {
        foreach (var (progress, items, timeout) in new (bool, bool, double?)[] { (false, false, null), (true, false, 2.5), (false, true, 0.001), (true, true, 86_400) })
        {
            var time = timeout is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
            var sent = new Request
            {
                Id = AnId("a"),
                Command = "run",
                Arguments = Positional("1", "\"x\""),
                WantsProgress = progress,
                WantsItems = items,
                Timeout = time,
            };
            var arrived = Only<Request>(new CodecPair(this).ToHost(sent));
            AssertSame(arrived, sent);
            Assert.That(arrived.WantsProgress, Is.EqualTo(progress && SupportsProgress), $"Request.WantsProgress, with {nameof(SupportsProgress)} as it is.");
            Assert.That(arrived.WantsItems, Is.EqualTo(items && SupportsItems), $"Request.WantsItems, with {nameof(SupportsItems)} as it is.");
            Assert.That(arrived.Timeout, Is.EqualTo(SupportsTimeouts ? time : null), $"Request.Timeout, with {nameof(SupportsTimeouts)} as it is.");
        }
    }

    /// <summary>Large arguments arrive, and so do deeply nested ones within the limit.</summary>
    [Test]
    public void Large_and_deep_arguments_arrive()
    {
        var deep = new string('[', 40) + "1" + new string(']', 40);
        var large = "\"" + string.Concat(Enumerable.Repeat("é€😀\\n", 100_000)) + "\"";
        var many = "[" + string.Join(',', Enumerable.Range(0, 50_000)) + "]";
        var sent = new Request { Id = CallId.Of(1), Command = "run", Arguments = Positional(deep, large, many) };
        AssertSame(Only<Request>(new CodecPair(this).ToHost(sent)), sent);
    }

    /// <summary>Arguments deeper than <see cref="CodecSettings.MaxDepth"/> never reach a command, at any depth.</summary>
    [Test]
    public void Arguments_past_the_depth_limit_are_a_problem()
    {
        foreach (var depth in new[] { 65, 1_000, 100_000 })
        {
            var deep = new string('[', depth) + new string(']', depth);
            var pair = new CodecPair(this);
            var arrived = Only<Request>(pair.ToHost(new Request { Id = CallId.Of(1), Command = "run", Arguments = Positional(deep) }));
            if (!SupportsAnyValue)
            {
                Assert.That(arrived.Problem, Is.Null, "The content of a text does not count as depth.");
                continue;
            }

            Assert.That(
                arrived.Problem, Is.Not.Null, $"{depth} levels went past a limit of 64: read with CodecSettings.MaxDepth, and make it a Request with a Problem.");
            AssertAnswerable(pair, arrived);
        }
    }

    /// <summary>A decoded message stays unchanged while other messages are decoded.</summary>
    [Test]
    public void A_decoded_message_stays_as_it_is_while_others_are_decoded()
    {
        var pair = new CodecPair(this);
        var sent = Enumerable.Range(0, 50)
            .Select(i => new Request { Id = CallId.Of(i), Command = SupportsAnyValue ? $"c{i}" : "run", Arguments = Positional($"\"{new string((char)('a' + i % 26), i * 10)}\"") })
            .ToList();
        var arrived = sent.Select(request => Only<Request>(pair.ToHost(request))).ToList();
        foreach (var (request, original) in arrived.Zip(sent))
        {
            AssertSame(request, original);
        }
    }

    /// <summary>Messages that are encoded into one writer, one after the other, can be read one by one.</summary>
    [Test]
    public void Messages_in_one_writer_stay_apart()
    {
        var pair = new CodecPair(this);
        var sent = Enumerable.Range(0, 3).Select(i => new Request { Id = CallId.Of(i), Command = "run", Arguments = Positional($"{i}") }).ToList();
        using var writer = new FrameWriter();
        sent.ForEach(request => pair.Caller.Encode(request, writer));
        var arrived = Decode(pair.Host, FramesOf(writer));
        Assert.That(arrived, Has.Count.EqualTo(3), "Write after the content that the writer already holds.");
        foreach (var (request, original) in arrived.Zip(sent))
        {
            AssertSame((Request)request, original);
        }
    }

    /// <summary>Requests report the memory that they hold. It counts for the limit on a peer's pending requests.</summary>
    [Test]
    public void A_request_says_how_much_memory_it_holds()
    {
        var argument = "\"" + new string('x', 10_000) + "\"";
        var arrived = Only<Request>(new CodecPair(this).ToHost(new Request { Id = CallId.Of(1), Command = "run", Arguments = Positional(argument) }));
        Assert.That(arrived.Size, Is.InRange(10_000, 40_000), "Set Request.Size to the bytes of the message that it points into.");
    }
}
