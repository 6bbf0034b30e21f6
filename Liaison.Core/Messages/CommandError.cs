using System.Reflection;
using System.Text.Json;

namespace Liaison.Messages;

/// <summary>The error that a peer receives for a failed request.</summary>
/// <param name="Code">One of <see cref="ErrorCode"/>, or the command's own code.</param>
/// <param name="Type">The full name of the exception's type.</param>
/// <param name="Message">The error message.</param>
/// <param name="Lines">
/// The lines that front ends show. Each ends in <c>\n</c>; the last is <c>Type: message</c>. With details on, the stack trace comes
/// before it, causes first.
/// </param>
public sealed record CommandError(string Code, string Type, string Message, IReadOnlyList<string> Lines)
{
    /// <summary>The data of the error as JSON, e.g. <c>{"id": 7}</c>; null for none.</summary>
    /// <remarks>
    /// It holds the members of a declared exception, or the <see cref="CommandException.Details"/>.
    /// </remarks>
    public RawJson? Data { get; init; }

    /// <summary>The caught exception, for the host's own log; never sent.</summary>
    internal Exception? Cause { get; init; }

    /// <summary>The reason why <see cref="Data"/> is missing, for the host's own log; never sent.</summary>
    internal Exception? DataProblem { get; init; }

    /// <summary>Creates an error without an exception.</summary>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    /// <param name="message">The problem, and how to fix it.</param>
    public static CommandError Of(string code, string message)
    {
        var type = TypeOf(code);
        return new CommandError(code, type, message, [LastLine(type, message)]);
    }

    /// <summary>Creates the error for an exception.</summary>
    /// <param name="exception">The exception as it was caught.</param>
    /// <param name="details">Whether the error contains stack traces.</param>
    public static CommandError From(Exception exception, bool details)
    {
        exception = Unwrap(exception);
        if (exception is CommandException { InnerException: null } known)
        {
            return Of(known.Code, known.Message);
        }

        var code = exception switch
        {
            CommandException own => own.Code,
            OperationCanceledException => ErrorCode.Canceled,
            _ => ErrorCode.Failed,
        };
        var type = TypeName(exception);
        var message = ExceptionText.Message(exception);
        var lines = details ? ErrorLines.Trace(exception) : [LastLine(type, message)];
        return new CommandError(code, type, message, lines) { Cause = exception };
    }

    internal static string LastLine(string type, string message) => $"{type}: {message}\n";

    /// <summary>
    /// The type name that a peer sees. For a <see cref="CommandException"/> its code decides, so that each code has one type.
    /// </summary>
    internal static string TypeName(Exception exception) =>
        exception is CommandException own ? TypeOf(own.Code) : exception.GetType().FullName ?? exception.GetType().Name;

    /// <summary>Returns the exception that the command threw, without the wrappers of reflection and tasks.</summary>
    internal static Exception Unwrap(Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        _ => exception,
    };

    private static string TypeOf(string code) => code switch
    {
        ErrorCode.BadMessage => typeof(JsonException).FullName!,
        ErrorCode.UnknownCommand => typeof(MissingMethodException).FullName!,
        ErrorCode.BadArguments => typeof(ArgumentException).FullName!,
        ErrorCode.NotFound => typeof(MissingMemberException).FullName!,
        ErrorCode.NotExposed or ErrorCode.Unauthorized => typeof(UnauthorizedAccessException).FullName!,
        ErrorCode.Ambiguous => typeof(AmbiguousMatchException).FullName!,
        ErrorCode.Canceled or ErrorCode.ShuttingDown => typeof(OperationCanceledException).FullName!,
        ErrorCode.Timeout => typeof(TimeoutException).FullName!,
        ErrorCode.Busy or ErrorCode.TooLarge or ErrorCode.ContractMismatch => typeof(InvalidOperationException).FullName!,
        _ => typeof(CommandException).FullName!,
    };
}
