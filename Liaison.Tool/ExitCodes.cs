namespace Liaison.Tool;

/// <summary>What the process ends with. Scripts and front ends rely on the numbers.</summary>
internal static class ExitCodes
{
    /// <summary>It served until it was stopped, or was answered.</summary>
    public const int Success = 0;

    /// <summary>A called command failed, or something that is nobody's usage did.</summary>
    public const int Failed = 1;

    /// <summary>The command line asks for what cannot be.</summary>
    public const int Usage = 2;

    /// <summary>The address cannot be taken.</summary>
    public const int BindFailed = 3;

    /// <summary><c>doctor</c>: nobody can be reached at the address.</summary>
    public const int Unreachable = 4;

    /// <summary><c>doctor</c>: somebody is there, and does not let this in: a token, an origin, a name, TLS, the owner of a file.</summary>
    public const int Refused = 5;

    /// <summary><c>doctor</c>: what is there speaks something else.</summary>
    public const int OtherProtocol = 6;

    /// <summary><c>doctor</c>: the host answers late, not at all, or not as this version does.</summary>
    public const int Unhealthy = 7;
}
