using Microsoft.CodeAnalysis;

namespace Liaison.Analyzers;

/// <summary>The diagnostics, each with a code and a page.</summary>
internal static class Rules
{
    private const string Category = "Liaison";

    // Relative to the root of the repository, because the files do not contain the repository's address.
    private const string Pages = "docs/diagnostics/";

    public static readonly DiagnosticDescriptor NotCallable = new(
        Codes.NotCallable,
        "The command cannot be called",
        "{0} cannot be a command, since {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Codes.NotCallable + ".md");

    public static readonly DiagnosticDescriptor SameName = new(
        Codes.SameName,
        "Two commands have the same name",
        "{0} has two commands '{1}': {2} and {3}. Rename a method, or give one a name of its own: [Command(\"name\")].",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Codes.SameName + ".md");

    public static readonly DiagnosticDescriptor NoCommand = new(
        Codes.NoCommand,
        "The member of a contract is not a command",
        "{0} {1}, so that it cannot be in a contract. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Codes.NoCommand + ".md");

    public static readonly DiagnosticDescriptor NoJson = new(
        Codes.NoJson,
        "JSON cannot hold the type",
        "{0} {1}, which JSON cannot hold. {2}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Codes.NoJson + ".md");

    public static readonly DiagnosticDescriptor NeverFound = new(
        Codes.NeverFound,
        "The command is never found",
        "{0} is marked [Command] and is {1}, so that it is never found. {2}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Codes.NeverFound + ".md");

    public static readonly DiagnosticDescriptor NoToken = new(
        Codes.NoToken,
        "The stream takes no CancellationToken",
        "{0} gives a stream and takes no CancellationToken, so that it cannot stop waiting when its caller stops reading. Add a parameter: CancellationToken cancellationToken = default.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Codes.NoToken + ".md");

    public static readonly DiagnosticDescriptor BadThrows = new(
        Codes.BadThrows,
        "The declared type is not an exception, or shares its code",
        "{0}. {1}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Codes.BadThrows + ".md");

    public static readonly DiagnosticDescriptor TopicAstray = new(
        Codes.TopicAstray,
        "The topic is not in a contract",
        "{0} is marked [Topic] and is in no interface, so that the mark does nothing. Move it to an interface that is marked [CommandContract], or publish events by LiaisonHost.PublishAsync.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Codes.TopicAstray + ".md");

    public static readonly DiagnosticDescriptor HiddenContract = new(
        Codes.HiddenContract,
        "Generated code cannot access the contract",
        "The contract {0} is {1}, so that generated code cannot name it. Make it internal or public.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Codes.HiddenContract + ".md");

    public static readonly DiagnosticDescriptor AsyncVoid = new(
        Codes.AsyncVoid,
        "The command is async void",
        "{0} is async void: its caller is answered before it ends, and a later exception ends the process. Return Task.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Codes.AsyncVoid + ".md");

    public static readonly DiagnosticDescriptor NoKeywords = new(
        Codes.NoKeywords,
        "The parameter collects no keywords",
        "The parameter '{0}' of {1} is marked [Keywords] and is {2}, so that it collects nothing. Make it a Dictionary<string, T>, an IDictionary<string, T> or an IReadOnlyDictionary<string, T>.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Pages + Codes.NoKeywords + ".md");
}
