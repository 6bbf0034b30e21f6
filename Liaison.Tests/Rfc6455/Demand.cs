namespace Liaison.Tests.Rfc6455;

/// <summary>What the standard wants of whoever receives something.</summary>
internal enum Demand
{
    /// <summary>It is valid, and is to be taken.</summary>
    Take,

    /// <summary>The connection must be failed.</summary>
    Fail,

    /// <summary>The sender must not do this, but the standard does not say what the receiver does.</summary>
    Unsaid,
}
