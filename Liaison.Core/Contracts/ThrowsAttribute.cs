namespace Liaison.Contracts;

/// <summary>
/// Declares an exception that a contract's method or a command throws, so that callers can distinguish it from other errors.
/// </summary>
/// <remarks>
/// The caller's error has the given code. Its data holds the public properties that the exception adds to <see cref="System.Exception"/>.
/// The same applies to derived exceptions that are not declared themselves.
/// </remarks>
/// <param name="exception">The exception type.</param>
/// <param name="code">The error code in messages, e.g. <c>student_not_found</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ThrowsAttribute(Type exception, string code) : Attribute
{
    /// <summary>The exception type.</summary>
    public Type Exception { get; } = exception;

    /// <summary>The error code in messages.</summary>
    public string Code { get; } = code;
}
