namespace Liaison.Benchmarks.Servers;

/// <summary>What carries the bytes between the load and the servers.</summary>
internal enum Transport
{
    WebSocket,
    Unix,
    Pipe,
    Stdio,
}
