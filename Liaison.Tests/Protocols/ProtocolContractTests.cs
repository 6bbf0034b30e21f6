using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Testing;
using Moq;
using Moq.Protected;
using NUnit.Framework;
using NUnit.Framework.Internal;

namespace Liaison.Tests.Protocols;

/// <summary>What a writer of a protocol gets wrong, the contract finds, with a message that names it.</summary>
internal sealed class ProtocolContractTests
{
    private static readonly Dictionary<string, (BrokenToyProtocol Protocol, Action<ProtocolContract> Case, string Told)> Mistakes = new()
    {
        ["a name that no subprotocol can have"] =
            (new() { Name = "my toy" }, suite => suite.Its_name_can_be_the_name_of_a_subprotocol(), "letters, digits"),
        ["a first message that is not recognised"] =
            (new() { Recognizing = _ => false }, suite => suite.It_recognizes_its_own_first_message_and_never_throws(), "Recognizes is true"),
        ["a first message that throws"] =
            (new() { Recognizing = frame => frame.Truncated ? throw new FormatException() : frame.Bytes.Length > 0 },
             suite => suite.It_recognizes_its_own_first_message_and_never_throws(), "Recognizes never throws"),
        ["a frame that is not ended"] =
            (new() { Writing = into => into.Append(" "u8) }, suite => suite.A_request_arrives_as_it_was_sent(), "EndFrame"),
        ["text that is not UTF-8"] =
            (new() { Writing = into => End(into, 0xff) }, suite => suite.A_request_arrives_as_it_was_sent(), "ValueWriter"),
        ["a message that is sent twice"] =
            (new() { Writing = into => End(into, into.Frames.Span[0].Bytes.ToArray()) },
             suite => suite.A_request_arrives_as_it_was_sent(), "One Request was sent"),
        ["an id that loses its type"] =
            (new() { Decoding = message => Change(message, id: id => CallId.Of(id.ToString().Trim('"'))) },
             suite => suite.A_request_arrives_as_it_was_sent(), "Request.Id"),
        ["arguments that are lost"] =
            (new() { Decoding = message => Change(message, arguments: _ => CommandArguments.None) },
             suite => suite.Large_and_deep_arguments_arrive(), "The number of arguments"),
        ["a size that is lost"] =
            (new() { Decoding = message => Change(message) }, suite => suite.A_request_says_how_much_memory_it_holds(), "Request.Size"),
        ["bytes that throw"] =
            (new() { Receiving = frame => frame.Bytes.IsEmpty ? throw new FormatException() : frame },
             suite => suite.Random_bytes_do_no_harm(), "must not throw"),
        ["a bad message that is dropped"] =
            (new() { Decoding = message => message is Request { Problem: not null } ? null : message },
             suite => suite.Text_that_is_no_message_is_answered_with_a_fault("hello"), "One Request"),
        ["a bad message that closes the ears"] =
            (new() { Receiving = Deaf() }, suite => suite.A_bad_message_does_not_spoil_the_next(), "could not be read"),
        ["a limit that is not told"] =
            (new() { Receiving = frame => frame with { Truncated = false } }, suite => suite.A_truncated_request_is_a_problem(), "too_large"),
        ["an answer to another request"] =
            (new() { Decoding = message => message is Response response ? new Response(Request.WithId(CallId.Of(3)), response.Value) : message },
             suite => suite.Answers_in_any_order_find_their_requests(), "Request.Id"),
        ["values that are not RawJson"] =
            (new() { Decoding = message => message is Response response ? new Response(response.Request, "x") : message },
             suite => suite.A_response_comes_back_with_its_id_and_value(), "RawJson"),
        ["an error without lines"] =
            (new() { Decoding = message => message is Fault fault ? new Fault(fault.Request, fault.Error with { Lines = [] }) : message },
             suite => suite.A_fault_comes_back_with_its_id_and_error(), "CommandError.Of"),
        ["what an error carries, without saying so"] =
            (new() { Decoding = message => message is Fault fault ? new Fault(fault.Request, fault.Error with { Data = new RawJson("1"u8.ToArray()) }) : message },
             suite => suite.What_an_error_carries_comes_back(), "SupportsErrorData"),
        ["a batch of which one is sent"] =
            (new() { Encoding = message => message is Batch batch ? batch.Requests[0] : message }, suite => suite.A_batch_is_answered(), "5"),
        ["progress that is sent all the same"] =
            (new() { Encoding = message => message is Progress progress ? new Response(progress.Request, progress.Value) : message },
             suite => suite.Progress_and_items_keep_their_request_and_order(), "SupportsProgress"),
        ["a publication that is sent all the same"] =
            (new() { Encoding = message => message is Publication ? new Request { Command = "published" } : message },
             suite => suite.A_publication_arrives_with_its_topic_and_value(), "SupportsPublications"),
        ["attachments that there are none of"] =
            (new() { Attaches = true }, suite => suite.Bytes_are_base64_until_something_was_attached(), "Attaches"),
    };

    private static IEnumerable<string> Names => Mistakes.Keys;

    [TestCaseSource(nameof(Names))]
    public void The_contract_finds(string mistake)
    {
        var (protocol, run, told) = Mistakes[mistake];

        AssertionException? failure;
        using (new TestExecutionContext.IsolatedContext())
        {
            failure = Assert.Catch<AssertionException>(() => run(Suite(protocol)));
        }

        Assert.That(failure!.Message, Does.Contain(told));
    }

    [Test]
    public void The_contract_finds_no_fault_with_the_toy_as_it_is()
    {
        foreach (var (_, run, _) in Mistakes.Values)
        {
            run(Suite(new BrokenToyProtocol()));
        }
    }

    private static Envelope Change(Envelope message, Func<CallId, CallId>? id = null, Func<CommandArguments, CommandArguments>? arguments = null) =>
        message is Request request
            ? new Request
            {
                Id = id is null ? request.Id : id(request.Id),
                Command = request.Command,
                Arguments = arguments is null ? request.Arguments : arguments(request.Arguments),
                Problem = request.Problem,
            }
            : message;

    private static void End(FrameWriter into, params byte[] bytes)
    {
        into.Append(bytes);
        into.EndFrame(FrameKind.Text);
    }

    /// <summary>Understands nothing any more once a message was bad.</summary>
    private static Func<Frame, Frame> Deaf()
    {
        var isDeaf = false;
        return frame =>
        {
            isDeaf |= !new ToyProtocol().Recognizes(frame);
            return isDeaf ? new Frame(FrameKind.Text, default) : frame;
        };
    }

    // A class of its own would be run as a fixture.
    private static ProtocolContract Suite(IWireProtocol protocol)
    {
        var suite = new Mock<ProtocolContract> { CallBase = true };
        suite.Protected().Setup<IWireProtocol>("CreateProtocol").Returns(protocol);
        suite.Protected().SetupGet<bool>("SupportsCallsBack").Returns(true);
        return suite.Object;
    }
}
