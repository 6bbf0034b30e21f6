using Liaison.Benchmarks.Servers;

namespace Liaison.Benchmarks.Load;

/// <summary>One way to load a server.</summary>
/// <param name="Name">What the results call it, with the transport in front.</param>
/// <param name="Workload">What is asked for.</param>
/// <param name="Open">Makes a contender's traffic.</param>
internal sealed record Scenario(string Name, Workload Workload, Func<ServerProcess, Traffic> Open)
{
    // More than are in flight, so that an answer cannot be taken for the one a window later.
    private const int Requests = 128;
    private const int LargeRequests = 5;

    public static Scenario PingPong(string transport, Transport carrier) => new(
        $"{transport}/ping-pong", Workload.Small, server => new PingPong(server.Link, Small(server.Kind, carrier, 1)));

    public static Scenario Pipelined(string transport, Transport carrier, int window) => new(
        $"{transport}/pipelined/1", Workload.Small, server => new Pipeline(server.Link, Small(server.Kind, carrier, window), window));

    public static Scenario Generated(string transport, Transport carrier, int window) => new(
        $"{transport}/pipelined-command/1",
        Workload.Generated,
        server => new Pipeline(server.Link, new Conversation(server.Kind, carrier, Workload.Generated, Requests, window), window));

    public static Scenario Crowd(string transport, Transport carrier, int window, int connections) => new(
        $"{transport}/pipelined/{connections}",
        Workload.Small,
        server => new Crowd([.. Enumerable.Range(0, connections).Select(_ => server.Connect())], Small(server.Kind, carrier, window), window));

    public static Scenario Payload(string transport, Transport carrier, Workload workload, int window) => new(
        $"{transport}/{(workload.IsAttached ? "attachment" : "payload")}{(workload.ComesBack ? "-and-back" : "")}{(workload.IsEchoed ? "-echoed" : "")}/{workload.Payload / 1024}K",
        workload,
        server => new PayloadPipeline(server.Link, new Conversation(server.Kind, carrier, workload, LargeRequests, 1), window));

    private static Conversation Small(ServerKind kind, Transport carrier, int window) => new(kind, carrier, Workload.Small, Requests, window);
}
