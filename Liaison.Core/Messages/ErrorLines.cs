namespace Liaison.Messages;

/// <summary>An exception as lines of text, in the order in which Python's tracebacks tell it: causes first, the failure last.</summary>
internal static class ErrorLines
{
    // A chain of causes is as long as user code makes it.
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

        foreach (var frame in (exception.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            lines.Add(frame.TrimEnd('\r') + "\n");
        }

        lines.Add(CommandError.LastLine(CommandError.TypeName(exception), exception.Message));
    }
}
