using Liaison.Messages;
using Liaison.Protocols;
using NUnit.Framework;

namespace Liaison.Testing;

/// <summary>What every protocol owes the sessions that speak it, as tests. Inherit, give the factory, say what the protocol has, and run.</summary>
/// <remarks>
/// Two codecs of the protocol talk to each other: one at the caller's end, one at the host's. What a protocol has not, it has to leave out
/// without harm, which is tested too: so where a property below does not say what the protocol does, a case fails that names it.
/// </remarks>
public abstract partial class ProtocolContract
{
    private const int TestTimeout = 60_000;

    /// <summary>
    /// Whether commands, topics and values may be anything. Otherwise they are those of a specification, and the suite asks for these: the
    /// commands <c>ping</c>, <c>open_project</c>, <c>größe</c>, <c>run</c>, <c>choose</c> and <c>log</c>, each with one parameter that is
    /// a list of texts, and a text as its result; and the topics <c>topic</c>, <c>frames</c> and <c>session_started</c>, each with a text.
    /// The cases then send the JSON of their values as such texts, and whether values of other types keep is for tests of the protocol.
    /// </summary>
    protected virtual bool SupportsAnyValue => true;

    /// <summary>Whether ids may be any value, and arrive as they are. Otherwise callers number their calls, and a host knows them by ids of its own.</summary>
    protected virtual bool SupportsAnyId => true;

    /// <summary>Whether faults tell the code. Otherwise every fault arrives as <c>failed</c>.</summary>
    protected virtual bool SupportsErrorCodes => true;

    /// <summary>Whether requests may have arguments by name. Otherwise they are refused.</summary>
    protected virtual bool SupportsNamedArguments => false;

    /// <summary>Whether one request may have arguments by position and by name. Otherwise it is refused.</summary>
    protected virtual bool SupportsMixedArguments => false;

    /// <summary>Whether the host may call the caller, over the same connection. Otherwise such a request is refused.</summary>
    protected virtual bool SupportsCallsBack => false;

    /// <summary>Whether there are requests that are not answered.</summary>
    protected virtual bool SupportsNotifications => false;

    /// <summary>Whether requests tell how long their sender waits.</summary>
    protected virtual bool SupportsTimeouts => false;

    /// <summary>Whether there is <see cref="Messages.Progress"/>, and requests that ask for it.</summary>
    protected virtual bool SupportsProgress => false;

    /// <summary>Whether there is <see cref="Item"/>, and requests that ask for it.</summary>
    protected virtual bool SupportsItems => false;

    /// <summary>Whether there is <see cref="Messages.Cancel"/>.</summary>
    protected virtual bool SupportsCancel => false;

    /// <summary>Whether there is <see cref="Publication"/>.</summary>
    protected virtual bool SupportsPublications => false;

    /// <summary>Whether publications tell how many were dropped before them.</summary>
    protected virtual bool SupportsDropCounts => false;

    /// <summary>Whether several requests can be one message.</summary>
    protected virtual bool SupportsBatches => false;

    /// <summary>Whether bytes can be attached to messages.</summary>
    protected virtual bool SupportsAttachments => false;

    /// <summary>Whether bytes are attached from the first message on, whatever <see cref="CodecSettings.Attaches"/> says.</summary>
    protected virtual bool AlwaysAttaches => false;

    /// <summary>Whether a caller greets its host before it calls (<see cref="Hello"/>).</summary>
    protected virtual bool SupportsHello => false;

    /// <summary>Whether a caller's greeting brings a secret, and calls before it are refused; so it is where there is a greeting, unless said.</summary>
    protected virtual bool SupportsSecret => SupportsHello;

    /// <summary>The codes of errors whose message the protocol words itself, so that another one does not arrive; none unless said.</summary>
    protected virtual IReadOnlyCollection<string> CodesWithFixedText => [];

    /// <summary>Whether faults tell the exception's type, and not only the code and the message.</summary>
    protected virtual bool SupportsErrorTypes => false;

    /// <summary>Whether faults bring what the error carries (<see cref="CommandError.Data"/>).</summary>
    protected virtual bool SupportsErrorData => false;

    /// <summary>Makes the protocol, or gives the one instance of it.</summary>
    protected abstract IWireProtocol CreateProtocol();

    /// <summary>A protocol's name is one that a WebSocket's subprotocols can have (RFC 6455, section 4.1), as it may be chosen by it.</summary>
    [Test]
    public void Its_name_can_be_the_name_of_a_subprotocol()
    {
        var name = CreateProtocol().Name;
        Assert.That(name, Is.Not.Null.And.Not.Empty, "Give the protocol a name.");
        Assert.That(name, Does.Match("^[A-Za-z0-9._-]+$"), "Name it with letters, digits, dots and dashes alone.");
        Assert.That(CreateProtocol().Name, Is.EqualTo(name), "The name is always the same.");
    }

    /// <summary>A caller's greeting arrives with its secret, and is answered or refused; a protocol without a greeting leaves it out.</summary>
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

    /// <summary>A request arrives with its id, its command and its arguments: their order, their kinds and their values.</summary>
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

    /// <summary>Arguments by name arrive by their names, whatever characters these have, or are refused with what to do.</summary>
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

    /// <summary>Arguments by position and by name arrive together, or are refused with what to do.</summary>
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

    /// <summary>A request that no answer is wanted of says so, where the protocol has such; otherwise it arrives as any other.</summary>
    [Test]
    public void A_notification_arrives_as_one()
    {
        var sent = new Request { Command = "log", Arguments = Positional("\"text\""), WantsReply = false };
        var arrived = Only<Request>(new CodecPair(this).ToHost(sent));
        Assert.That(arrived.Problem, Is.Null, "A request without an id and with WantsReply = false is one that can be run.");
        Assert.That(arrived.Command, Is.EqualTo("log"));
        AssertSame(arrived.Arguments, sent.Arguments);
        Assert.That(
            arrived.WantsReply, Is.EqualTo(!SupportsNotifications), $"Set Request.WantsReply as it was sent, and override {nameof(SupportsNotifications)} to say so.");
    }

    /// <summary>What a request asks for besides its answer arrives, where the protocol has it; otherwise nothing is made up.</summary>
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

    /// <summary>Large arguments, and deep ones within the limit, arrive.</summary>
    [Test]
    public void Large_and_deep_arguments_arrive()
    {
        var deep = new string('[', 40) + "1" + new string(']', 40);
        var large = "\"" + string.Concat(Enumerable.Repeat("é€😀\\n", 100_000)) + "\"";
        var many = "[" + string.Join(',', Enumerable.Range(0, 50_000)) + "]";
        var sent = new Request { Id = CallId.Of(1), Command = "run", Arguments = Positional(deep, large, many) };
        AssertSame(Only<Request>(new CodecPair(this).ToHost(sent)), sent);
    }

    /// <summary>Arguments deeper than <see cref="CodecSettings.MaxDepth"/> never reach a command, however deep they are.</summary>
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
                Assert.That(arrived.Problem, Is.Null, "A text is as deep as a text, whatever it says.");
                continue;
            }

            Assert.That(
                arrived.Problem, Is.Not.Null, $"{depth} levels went past a limit of 64: read with CodecSettings.MaxDepth, and make it a Request with a Problem.");
            AssertAnswerable(pair, arrived);
        }
    }

    /// <summary>What was decoded stays as it is while others are.</summary>
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

    /// <summary>Messages that are encoded one after the other into one writer are each read by themselves.</summary>
    [Test]
    public void Messages_in_one_writer_stay_apart()
    {
        var pair = new CodecPair(this);
        var sent = Enumerable.Range(0, 3).Select(i => new Request { Id = CallId.Of(i), Command = "run", Arguments = Positional($"{i}") }).ToList();
        using var writer = new FrameWriter();
        sent.ForEach(request => pair.Caller.Encode(request, writer));
        var arrived = Decode(pair.Host, FramesOf(writer));
        Assert.That(arrived, Has.Count.EqualTo(3), "Write behind what the writer already holds.");
        foreach (var (request, original) in arrived.Zip(sent))
        {
            AssertSame((Request)request, original);
        }
    }

    /// <summary>Requests are counted with the memory that they hold, for the limit on what a peer may have pending.</summary>
    [Test]
    public void A_request_says_how_much_memory_it_holds()
    {
        var argument = "\"" + new string('x', 10_000) + "\"";
        var arrived = Only<Request>(new CodecPair(this).ToHost(new Request { Id = CallId.Of(1), Command = "run", Arguments = Positional(argument) }));
        Assert.That(arrived.Size, Is.InRange(10_000, 40_000), "Set Request.Size to the bytes of the message that it points into.");
    }
}
