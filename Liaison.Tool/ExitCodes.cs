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
}
