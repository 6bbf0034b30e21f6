using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Sessions.Sending;
using Liaison.Sessions.Streams;
using Liaison.Transports;
using Microsoft.Extensions.Logging;

namespace Liaison.Tests.Sessions;

/// <summary>One end of a connection, which a test closes step by step.</summary>
internal sealed class ClosingLink : PeerLink
{
    public ClosingLink(ICommandConnection connection, ILogger log)
        : base(connection, new LinkSettings
        {
            Dispatcher = new Companion().Dispatcher,
            Options = new HostOptions { MaxUnsentBytes = 1 },
            Logger = log,
            CallIdPrefix = "",
        }) => Open(LiaisonProtocol.Instance, new PeerStreams(this), () => { });

    public override void ReadOn()
    {
    }

    /// <summary>Adds an answer, and sends it on another thread.</summary>
    public void Answer(long id)
    {
        Add(new Response(Request.WithId(CallId.Of(id)), "pong"));
        SendSoon();
    }

    /// <summary>Takes no more answers. The task ends when all of them are sent.</summary>
    public Task CompleteAsync() => FlushAsync(Timeout.InfiniteTimeSpan);

    public Task EndAsync() => CloseAsync();
}
