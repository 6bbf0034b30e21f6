namespace Liaison.Messages;

/// <summary>Reads the texts of an exception. They are the application's code, which may throw or give null; these do neither.</summary>
internal static class ExceptionText
{
    /// <summary>The message; empty where there is none to be had.</summary>
    public static string Message(Exception exception) => Read(exception, static exception => exception.Message);

    /// <summary>The stack trace; empty where there is none to be had.</summary>
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
