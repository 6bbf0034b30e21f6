namespace Liaison.Tests.Tool;

/// <summary>What a process left behind. The output is what had not been read before.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors);
