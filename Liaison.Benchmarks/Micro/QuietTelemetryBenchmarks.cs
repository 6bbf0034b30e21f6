using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using Liaison.Diagnostics;
using Liaison.Messages;
using Liaison.Sessions.CallsIn;
using Liaison.Sessions.CallsOut;
using Liaison.Sessions.Sending;

namespace Liaison.Benchmarks.Micro;

/// <summary>What traces and meters cost a command where nobody listens: every test that a session makes for one.</summary>
public class QuietTelemetryBenchmarks
{
    private static readonly Request Request = new() { Command = "ping" };
    private static readonly PeerInfo Remote = new("memory", "benchmark");

    [GlobalSetup]
    public void ExpectNobody()
    {
        if (TraceContext.IsWanted || CallMeters.AnyOfServer)
        {
            throw new InvalidOperationException("Somebody listens.");
        }
    }

    [Benchmark(Description = "at the end that runs the command")]
    public bool Server()
    {
        CallMeters.Received.Add(60, new KeyValuePair<string, object?>(CallTags.Transport, Remote.Transport));
        var observed = ServerCall.Of(Request, Remote, tap: null, command: "ping");
        observed?.Begin();
        observed?.End(null!);
        CallMeters.Sent.Add(60, new KeyValuePair<string, object?>(CallTags.Transport, Remote.Transport));
        return observed is null;
    }

    [Benchmark(Description = "at the end that calls")]
    public bool Client() => ClientCall.Begin("ping", Remote) is null && Activity.Current is null;
}
