using System.Reflection;
using System.Text.Json;

namespace Liaison.Messages;

/// <summary>Why a request failed, as its peer is told.</summary>
/// <param name="Code">One of <see cref="ErrorCode"/>, or a command's own.</param>
/// <param name="Type">The full name of the exception's type.</param>
/// <param name="Message">What is wrong, in one text.</param>
/// <param name="Lines">
/// What front ends show: lines that end in <c>\n</c>, the last of which is <c>Type: message</c>. With details on, the lines before it
/// are the stack trace, causes first.
/// </param>
public sealed record CommandError(string Code, string Type, string Message, IReadOnlyList<string> Lines)
{
    /// <summary>
    /// What the error carries beside its message, e.g. <c>{"id": 7}</c>: the members of a declared exception, or the details of a
    /// <see cref="CommandException"/>. Null for nothing.
    /// </summary>
    public RawJson? Data { get; init; }

    /// <summary>What was caught, for the host's own log; never sent.</summary>
    internal Exception? Cause { get; init; }

    /// <summary>Why there is no <see cref="Data"/> where there should be, for the host's own log; never sent.</summary>
    internal Exception? DataProblem { get; init; }

    /// <summary>An error without an exception behind it.</summary>
    /// <param name="code">One of <see cref="ErrorCode"/>.</param>
    /// <param name="message">What is wrong, and the fix.</param>
    public static CommandError Of(string code, string message)
    {
        var type = TypeOf(code);
        return new CommandError(code, type, message, [LastLine(type, message)]);
    }

    /// <summary>What a peer is told of an exception.</summary>
    /// <param name="exception">The exception as it was caught.</param>
    /// <param name="details">Whether stack traces go out.</param>
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

    /// <summary>The name that a peer reads: of our own exception the type that its code stands for, so that no code has two.</summary>
    internal static string TypeName(Exception exception) =>
        exception is CommandException own ? TypeOf(own.Code) : exception.GetType().FullName ?? exception.GetType().Name;

    /// <summary>Reflection and awaiting wrap what a command threw; the peer wants what was thrown.</summary>
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
