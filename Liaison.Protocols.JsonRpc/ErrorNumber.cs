using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// The numbers of errors: those of the specification (section 5.1), and Liaison's own in the range for implementations. The numbers
/// in that range that language servers and their clients use (-32001, -32002, -32096 to -32099) are not used.
/// </summary>
internal static class ErrorNumber
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;

    private const int Failed = -32000;

    // The errors of language servers for a request that was canceled by its sender, and by the server.
    private const int RequestCanceled = -32800;
    private const int ServerCanceled = -32802;

    private static readonly Dictionary<string, int> OfCode = new(StringComparer.Ordinal)
    {
        [ErrorCode.BadMessage] = InvalidRequest,
        [ErrorCode.UnknownCommand] = MethodNotFound,
        [ErrorCode.BadArguments] = InvalidParams,
        [ErrorCode.Internal] = InternalError,
        [ErrorCode.Failed] = Failed,
        [ErrorCode.NotFound] = -32010,
        [ErrorCode.NotExposed] = -32011,
        [ErrorCode.Ambiguous] = -32012,
        [ErrorCode.Canceled] = -32013,
        [ErrorCode.Timeout] = -32014,
        [ErrorCode.Busy] = -32015,
        [ErrorCode.TooLarge] = -32016,
        [ErrorCode.Unauthorized] = -32017,
        [ErrorCode.ShuttingDown] = -32018,
        [ErrorCode.ContractMismatch] = -32019,
        [ErrorCode.Disconnected] = -32020,
        [ErrorCode.ConnectionLost] = -32021,
        [ErrorCode.Closed] = -32022,
    };

    private static readonly Dictionary<int, string> OfNumber = new(OfCode.Select(pair => KeyValuePair.Create(pair.Value, pair.Key)))
    {
        [ParseError] = ErrorCode.BadMessage,
        [RequestCanceled] = ErrorCode.Canceled,
        [ServerCanceled] = ErrorCode.Canceled,
    };

    /// <summary>Returns the number of a code. A command's own code has the number of a failed command.</summary>
    public static int Of(string code) => OfCode.GetValueOrDefault(code, Failed);

    /// <summary>Returns the code of a number. An unknown number counts as a failed command.</summary>
    public static string ToCode(int number) => OfNumber.GetValueOrDefault(number, ErrorCode.Failed);

    /// <summary>
    /// Returns the text that the specification prescribes for a protocol error, or null if the error's own text is used.
    /// </summary>
    public static string? TextOf(int number) => number switch
    {
        ParseError => "Parse error",
        InvalidRequest => "Invalid Request",
        MethodNotFound => "Method not found",
        _ => null,
    };
}
