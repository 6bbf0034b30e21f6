using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// The numbers of errors: the specification's own (section 5.1), and ours in the range that it leaves to implementations. Those that
/// language servers and their clients use in that range (-32001, -32002, -32096 to -32099) are left out.
/// </summary>
internal static class ErrorNumber
{
    public const int ParseError = -32700;
    public const int InvalidRequest = -32600;
    public const int MethodNotFound = -32601;
    public const int InvalidParams = -32602;
    public const int InternalError = -32603;

    private const int Failed = -32000;

    // What language servers answer a request with that was canceled by its sender, and by themselves.
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

    /// <summary>The number of a code; a command's own code has the number of a command that failed.</summary>
    public static int Of(string code) => OfCode.GetValueOrDefault(code, Failed);

    /// <summary>What a number stands for; one that is not known is a command that failed.</summary>
    public static string ToCode(int number) => OfNumber.GetValueOrDefault(number, ErrorCode.Failed);

    /// <summary>The text that the specification gives an error of the protocol itself; null where the error's own text is told.</summary>
    public static string? TextOf(int number) => number switch
    {
        ParseError => "Parse error",
        InvalidRequest => "Invalid Request",
        MethodNotFound => "Method not found",
        _ => null,
    };
}
