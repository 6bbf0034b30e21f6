namespace Liaison.Analyzers;

/// <summary>The codes of what is told. Each has a page of its name in <c>docs/diagnostics</c>.</summary>
public static class Codes
{
    /// <summary>A command of a kind that cannot be called.</summary>
    public const string NotCallable = "LSN001";

    /// <summary>Two commands of one name in a class or a contract.</summary>
    public const string SameName = "LSN002";

    /// <summary>A member of a contract that is no command and no topic.</summary>
    public const string NoCommand = "LSN003";

    /// <summary>A parameter or result of a type that JSON cannot hold.</summary>
    public const string NoJson = "LSN004";

    /// <summary>A command that nobody finds.</summary>
    public const string NeverFound = "LSN005";

    /// <summary>A stream without a <c>CancellationToken</c>.</summary>
    public const string NoToken = "LSN006";

    /// <summary>A declared exception that is none, or a code that stands for two.</summary>
    public const string BadThrows = "LSN007";

    /// <summary>A topic outside of an interface.</summary>
    public const string TopicAstray = "LSN008";

    /// <summary>A contract that generated code cannot name.</summary>
    public const string HiddenContract = "LSN009";

    /// <summary>A command that is <c>async void</c>.</summary>
    public const string AsyncVoid = "LSN010";

    /// <summary>A parameter that is marked to collect keywords and does not.</summary>
    public const string NoKeywords = "LSN011";
}
