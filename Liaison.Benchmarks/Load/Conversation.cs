using Liaison.Benchmarks.Servers;

namespace Liaison.Benchmarks.Load;

/// <summary>
/// Requests, and the bytes with which they have to be answered, all made beforehand. They go round: after the last comes the first. Any
/// number of connections may use one at once.
/// </summary>
internal sealed class Conversation
{
    private readonly byte[] _requests;
    private readonly byte[] _answers;
    private readonly int _count;
    private readonly int _requestBytes;
    private readonly int _answerBytes;
    private readonly bool _unwraps;

    /// <param name="kind">Whom the requests are for.</param>
    /// <param name="transport">What carries them, so that they have its framing.</param>
    /// <param name="workload">What they ask for.</param>
    /// <param name="count">How many there are, each with an id of its own.</param>
    /// <param name="batch">How many are sent in one write at most.</param>
    public Conversation(ServerKind kind, Transport transport, Workload workload, int count, int batch)
    {
        var overWebSocket = transport == Transport.WebSocket;

        // SignalR puts as many answers into a frame as it happens to have.
        _unwraps = kind == ServerKind.SignalR;
        var requests = Enumerable.Range(0, count).Select(i => Dialect.Request(kind, workload, i))
            .Select(request => overWebSocket ? WebSocketFrame.FromClient(request, workload.IsBinary(answer: false)) : [.. request, (byte)'\n']).ToList();
        var answers = Enumerable.Range(0, count).Select(i => Dialect.Answer(kind, workload, i))
            .Select(answer => !overWebSocket ? [.. answer, (byte)'\n'] : _unwraps ? answer : WebSocketFrame.FromServer(answer, kind != ServerKind.Bare && workload.IsBinary(answer: true))).ToList();
        (_count, _requestBytes, _answerBytes) = (count, requests[0].Length, answers[0].Length);

        // So far past the end that no batch has to be cut in two.
        _requests = [.. Enumerable.Range(0, count + batch - 1).SelectMany(i => requests[i % count])];
        _answers = [.. answers.SelectMany(answer => answer)];
    }

    /// <summary>Requests and answers as they are on the wire.</summary>
    /// <param name="requests">The requests, all of one length.</param>
    /// <param name="answers">Their answers, all of one length.</param>
    /// <param name="batch">How many are sent in one write at most.</param>
    public Conversation(IReadOnlyList<byte[]> requests, IReadOnlyList<byte[]> answers, int batch)
    {
        (_count, _requestBytes, _answerBytes) = (requests.Count, requests[0].Length, answers[0].Length);
        _requests = [.. Enumerable.Range(0, _count + batch - 1).SelectMany(i => requests[i % _count])];
        _answers = [.. answers.SelectMany(answer => answer)];
    }

    /// <summary>A check for a connection that begins with the first request.</summary>
    public AnswerCheck Check() => new(_answers, _answerBytes, _unwraps);

    /// <summary>The bytes of the next requests.</summary>
    /// <param name="first">How many were sent before.</param>
    /// <param name="count">How many are wanted, no more than a batch.</param>
    public ReadOnlySpan<byte> Requests(long first, int count) => _requests.AsSpan((int)(first % _count) * _requestBytes, count * _requestBytes);
}
