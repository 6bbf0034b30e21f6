namespace Liaison.Tool;

/// <summary>Ends the tool: the message goes to standard error as it is, and names the fix.</summary>
internal sealed class ToolException(int exitCode, string message, Exception? inner = null) : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;

    /// <summary>What was asked for on the command line cannot be.</summary>
    public static ToolException Usage(string message, Exception? inner = null) => new(ExitCodes.Usage, message, inner);
}
