namespace Liaison.Messages;

/// <summary>An exception as lines of text, in the order of Python's tracebacks: causes first, the failure last.</summary>
internal static class ErrorLines
{
    // Limited, because user code can make a chain of causes of any length.
    private const int MaxCauses = 16;

    public static List<string> Trace(Exception exception)
    {
        var lines = new List<string>();
        Append(exception, lines, MaxCauses);
        return lines;
    }

    private static void Append(Exception exception, List<string> lines, int causesLeft)
    {
        var causes = exception is AggregateException many ? many.InnerExceptions : exception.InnerException is { } one ? [one] : [];
        foreach (var cause in causes.Take(causesLeft))
        {
            Append(cause, lines, causesLeft - 1);
            lines.Add("The above exception was the cause of the following one:\n");
        }

        var frames = ExceptionText.StackTrace(exception).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.AddRange(frames.Where(frame => !IsOurs(frame)).Select(frame => frame.TrimEnd('\r') + "\n"));

        lines.Add(CommandError.LastLine(CommandError.TypeName(exception), ExceptionText.Message(exception)));
    }

    // The stack frames of Liaison and reflection that lead to the command are left out; they say nothing about the command.
    private static bool IsOurs(string frame)
    {
        var text = frame.AsSpan().TrimStart();
        return text.StartsWith("at Liaison.Commands.") || text.StartsWith("at Liaison.Companions.") || text.StartsWith("at System.Reflection.") || text.StartsWith("at InvokeStub_");
    }
}
