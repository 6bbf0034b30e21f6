namespace Liaison.Tool;

/// <summary>Ends the tool. The message is written to standard error, and says how to fix the problem.</summary>
internal sealed class ToolException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>Returns the exception for a wrong command line.</summary>
    public static ToolException Usage(string message, Exception? inner = null) => new(ExitCodes.Usage, message, inner);
}
