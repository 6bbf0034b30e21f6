using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Calling;
using NUnit.Framework;

namespace Liaison.Tests.JsonRpc;

/// <summary>Whatever one end sends, the other reads: each kind of message, from codec to codec.</summary>
internal sealed class RoundTripProperties
{
    private readonly Companion _companion = new();
    private Endpoint _here = null!;
    private Endpoint _there = null!;

    private static Gen<string> Texts => ArbMap.Default.GeneratorFor<string>().Where(text => text is not null && text == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));

    private static Gen<CallId> Ids => Gen.OneOf(
        ArbMap.Default.GeneratorFor<long>().Select(CallId.Of),
        Texts.Select(CallId.Of),
        Gen.Elements("null", "1.50", "-0", "1e9").Select(json => CallId.FromJson(Encoding.UTF8.GetBytes(json))));

    private static Gen<object?> Values => Gen.OneOf(
        Texts.Select(text => (object?)text),
        ArbMap.Default.GeneratorFor<int>().Select(number => (object?)number),
        ArbMap.Default.GeneratorFor<bool>().Select(truth => (object?)truth),
        Texts.ListOf().Select(texts => (object?)texts.ToArray()),
        Gen.Constant((object?)null));

    private Gen<CommandArguments> Arguments => Gen.OneOf(
        Gen.Constant(CommandArguments.None),
        Values.ListOf().Select(values => CommandArguments.Of([.. values], null, _companion.Json)),
        Gen.Zip(Texts, Values).ListOf().Select(pairs => CommandArguments.Of([], Named(pairs), _companion.Json)));

    private Gen<Request> Requests =>
        from command in Texts
        where !command.StartsWith("$/", StringComparison.Ordinal)
        from arguments in Arguments
        from id in Ids
        from milliseconds in Gen.Choose(0, 100_000)
        from flags in Gen.Choose(0, 7)
        select new Request
        {
            Command = command,
            Arguments = arguments,
            Id = id,
            WantsReply = (flags & 1) == 0,
            WantsProgress = (flags & 2) != 0,
            WantsItems = (flags & 4) != 0,
            Timeout = milliseconds == 0 ? null : TimeSpan.FromMilliseconds(milliseconds / 4.0),
        };

    private Gen<CommandError> Errors =>
        from code in Gen.OneOf(Gen.Elements(ErrorCode.BadMessage, ErrorCode.UnknownCommand, ErrorCode.Failed, ErrorCode.Canceled), Texts)
        from type in Texts
        from message in Texts
        from stack in Texts.ListOf()
        select new CommandError(code, type, message, [.. stack, $"{type}: {message}\n"]);

    [SetUp]
    public void SetUp() => (_here, _there) = (new Endpoint(_companion), new Endpoint(_companion));

    [TearDown]
    public void TearDown()
    {
        _here.Dispose();
        _there.Dispose();
    }

    [OneTimeTearDown]
    public async Task DisposeAsync() => await _companion.DisposeAsync();

    [Test]
    public void A_request_comes_as_it_was_sent() => Check(Requests, sent =>
    {
        var received = _there.DecodeOne<Request>(_here.Encode(sent).Single());

        Assert.That(Told(received), Is.EqualTo(Told(sent)));
    });

    [Test]
    public void A_batch_comes_as_it_was_sent_and_its_answers_come_back() => Check(Requests.NonEmptyListOf(), sent =>
    {
        var received = _there.Decode(_here.Encode(new Batch([.. sent])).Single()).Cast<Request>().ToList();
        var answers = received.SelectMany(request => _there.Encode(new Response(request, request.Command))).SelectMany(_here.Decode).Cast<Response>();
        var wanted = sent.Where(request => request.WantsReply);

        Assert.That(received.Select(Told), Is.EqualTo(sent.Select(Told)));
        Assert.That(answers.Select(answer => answer.Request.Id), Is.EqualTo(wanted.Select(request => request.Id)));
    });

    [Test]
    public void A_response_comes_as_it_was_sent() => Check(Gen.Zip(Ids, Values), sent =>
    {
        var received = _here.DecodeOne<Response>(_there.Encode(new Response(Asked(sent.Item1), sent.Item2)).Single());

        Assert.That((received.Request.Id, Json(received.Value)), Is.EqualTo((sent.Item1, Json(sent.Item2))));
    });

    [Test]
    public void A_fault_comes_as_it_was_sent() => Check(Gen.Zip(Ids, Errors), sent =>
    {
        var (id, error) = sent;
        var received = _here.DecodeOne<Fault>(_there.Encode(new Fault(Asked(id), error)).Single());

        Assert.That(received.Request.Id, Is.EqualTo(id));
        Assert.That(received.Error with { Lines = error.Lines }, Is.EqualTo(error));
        Assert.That(received.Error.Lines, Is.EqualTo(error.Lines));
    });

    [Test]
    public void Progress_and_items_come_as_they_were_sent() => Check(Gen.Zip(Ids, Values), sent =>
    {
        var (id, value) = sent;
        var progress = _here.DecodeOne<Progress>(_there.Encode(new Progress(Asked(id), value)).Single());
        var item = _here.DecodeOne<Item>(_there.Encode(new Item(Asked(id), value)).Single());

        Assert.That((progress.Request.Id, Json(progress.Value)), Is.EqualTo((id, Json(value))));
        Assert.That((item.Request.Id, Json(item.Value)), Is.EqualTo((id, Json(value))));
    });

    [Test]
    public void A_cancel_comes_as_it_was_sent() => Check(Ids, id => Assert.That(_there.DecodeOne<Cancel>(_here.Encode(new Cancel(id)).Single()).Id, Is.EqualTo(id)));

    [Test]
    public void An_event_comes_as_it_was_sent() => Check(Gen.Zip(Texts, Gen.Zip(Values, Gen.Choose(0, int.MaxValue))), sent =>
    {
        var (topic, (value, dropped)) = sent;
        var received = _here.DecodeOne<Publication>(_there.Encode(new Publication(topic, value) { Dropped = dropped }).Single());

        Assert.That((received.Topic, Json(received.Value), received.Dropped), Is.EqualTo((topic, Json(value), (long)dropped)));
    });

    private static Dictionary<string, object?> Named(IEnumerable<(string Name, object? Value)> pairs) =>
        pairs.Where(pair => pair.Name is not ("workDoneToken" or "partialResultToken"))
            .GroupBy(pair => pair.Name).ToDictionary(group => group.Key, group => group.First().Value);

    private static void Check<T>(Gen<T> values, Action<T> assertion) => Seeded.Check(values, value =>
    {
        assertion(value);
        return Task.CompletedTask;
    });

    private static string Told(Request request)
    {
        var arguments = Enumerable.Range(0, request.Arguments.Count).Select(i => request.Arguments[i]);
        var text = string.Join(", ", arguments.Select(argument => $"{argument.Name}: {Encoding.UTF8.GetString(argument.Json.Span)}"));
        return $"{request.Command} {text} {(request.WantsReply ? request.Id : "-")} {request.WantsProgress} {request.WantsItems} {request.Timeout}";
    }

    private string Json(object? value) => value is RawJson raw ? raw.ToString() : System.Text.Json.JsonSerializer.Serialize(value, _companion.Json);

    // The request as the other end has it, so that it is answered with its id and its tokens.
    private Request Asked(CallId id) => _there.DecodeOne<Request>(_here.Encode(new Request { Command = "m", Id = id, WantsProgress = true, WantsItems = true }).Single());
}
