namespace Liaison.Contracts;

/// <summary>
/// Declares an exception that a contract's method or a command throws, so that callers can tell it from others. The error that they get
/// has the code, and the exception's own public properties as its data; so has that of an exception derived from it, which is not
/// declared itself.
/// </summary>
/// <param name="exception">The exception.</param>
/// <param name="code">The code that it has in messages, e.g. <c>student_not_found</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ThrowsAttribute(Type exception, string code) : Attribute
{
    /// <summary>The exception.</summary>
    public Type Exception { get; } = exception;

    /// <summary>The code that it has in messages.</summary>
    public string Code { get; } = code;
}
