namespace Liaison.Tool;

/// <summary>The exit codes of the process. Scripts and front ends rely on the numbers.</summary>
internal static class ExitCodes
{
    /// <summary>The tool served until it was stopped, or the call was answered.</summary>
    public const int Success = 0;

    /// <summary>A called command failed, or there was an error that is not an error of usage.</summary>
    public const int Failed = 1;

    /// <summary>The command line is not valid.</summary>
    public const int Usage = 2;

    /// <summary>The address cannot be bound.</summary>
    public const int BindFailed = 3;

    /// <summary><c>doctor</c>: nothing can be reached at the address.</summary>
    public const int Unreachable = 4;

    /// <summary>
    /// <c>doctor</c>: the host refuses the connection because of a token, an origin, a name, TLS or the owner of a file.
    /// </summary>
    public const int Refused = 5;

    /// <summary><c>doctor</c>: the program at the address speaks another protocol.</summary>
    public const int OtherProtocol = 6;

    /// <summary><c>doctor</c>: the host answers late, or not at all, or not as this version does.</summary>
    public const int Unhealthy = 7;
}
