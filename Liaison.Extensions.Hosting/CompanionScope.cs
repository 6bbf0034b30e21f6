namespace Liaison.Extensions;

/// <summary>Who shares a companion.</summary>
public enum CompanionScope
{
    /// <summary>All peers of the host drive one companion, which the container makes once.</summary>
    Shared,

    /// <summary>
    /// Each connection has a companion of its own, with its own names, from a service scope of its own. Both are disposed once the
    /// connection has ended.
    /// </summary>
    PerConnection,
}
