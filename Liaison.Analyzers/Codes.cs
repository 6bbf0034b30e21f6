namespace Liaison.Analyzers;

/// <summary>The codes of the diagnostics. Each has a page in <c>docs/diagnostics</c>.</summary>
public static class Codes
{
    /// <summary>A command that cannot be called.</summary>
    public const string NotCallable = "LSN001";

    /// <summary>Two commands with the same name in a class or a contract.</summary>
    public const string SameName = "LSN002";

    /// <summary>A member of a contract that is neither a command nor a topic.</summary>
    public const string NoCommand = "LSN003";

    /// <summary>A parameter or a result whose type JSON cannot represent.</summary>
    public const string NoJson = "LSN004";

    /// <summary>A command that the library does not find.</summary>
    public const string NeverFound = "LSN005";

    /// <summary>A stream without a <c>CancellationToken</c>.</summary>
    public const string NoToken = "LSN006";

    /// <summary>A declared exception that is not an exception, or a code with two exceptions.</summary>
    public const string BadThrows = "LSN007";

    /// <summary>A topic outside of an interface.</summary>
    public const string TopicAstray = "LSN008";

    /// <summary>A contract that generated code cannot access.</summary>
    public const string HiddenContract = "LSN009";

    /// <summary>A command that is <c>async void</c>.</summary>
    public const string AsyncVoid = "LSN010";

    /// <summary>A parameter with the keywords attribute that cannot collect keywords.</summary>
    public const string NoKeywords = "LSN011";
}
