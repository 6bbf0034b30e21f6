using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>The numbers of wslink's errors, and wslink's text for each (WIRE, section 5).</summary>
internal static class ErrorNumber
{
    public const int Unauthorized = -32_000;
    public const int Failed = -32_001;
    public const int UnknownMethod = -32_601;

    public const string AuthenticationFailed = "Authentication failed";
    public const string NotGreeted = "Unauthorized: Skip message processing";
    public const string ExceptionRaised = "Exception raised";
    public const string Unregistered = "Unregistered method called";

    /// <summary>Returns the code for an error of another implementation.</summary>
    public static string ToCode(int number) => number switch
    {
        Unauthorized => ErrorCode.Unauthorized,
        UnknownMethod => ErrorCode.UnknownCommand,
        _ => ErrorCode.Failed,
    };
}
