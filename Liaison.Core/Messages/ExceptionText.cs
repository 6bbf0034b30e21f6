namespace Liaison.Messages;

/// <summary>
/// Reads the texts of an exception. These are application code that may throw or return null; the methods of this class never do.
/// </summary>
internal static class ExceptionText
{
    /// <summary>The message; empty if there is none.</summary>
    public static string Message(Exception exception) => Read(exception, static exception => exception.Message);

    /// <summary>The stack trace; empty if there is none.</summary>
    public static string StackTrace(Exception exception) => Read(exception, static exception => exception.StackTrace);

    private static string Read(Exception exception, Func<Exception, string?> text)
    {
        try
        {
            return text(exception) ?? "";
        }
        catch (Exception)
        {
            return "";
        }
    }
}
