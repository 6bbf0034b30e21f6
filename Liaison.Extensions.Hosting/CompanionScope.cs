namespace Liaison.Extensions;

/// <summary>Which peers share a companion.</summary>
public enum CompanionScope
{
    /// <summary>All peers of the host use one companion. The container creates it once.</summary>
    Shared,

    /// <summary>
    /// Each connection has its own companion, with its own names, from its own service scope. Both are disposed when the connection has
    /// ended.
    /// </summary>
    PerConnection,
}
