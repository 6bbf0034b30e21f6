namespace Liaison.Benchmarks.Servers;

/// <summary>Who is measured, and what against.</summary>
internal enum ServerKind
{
    /// <summary>Liaison, with its default options.</summary>
    Liaison,

    /// <summary>The same stack with nothing on top: each message is answered with canned bytes.</summary>
    Bare,

    /// <summary>ASP.NET Core SignalR with its JSON protocol, a hub method doing the same work.</summary>
    SignalR,
}
