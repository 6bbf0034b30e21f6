namespace Liaison.Transports;

/// <summary>The limits that pipes and Unix sockets share.</summary>
internal static class PipeLimits
{
    public const int DefaultMaxConnections = 512;
}
