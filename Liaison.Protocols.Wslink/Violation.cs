using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>
/// A violation of the protocol. If its id is known, it is answered; otherwise the connection closes (WIRE, section 5).
/// </summary>
/// <param name="Code">One of <see cref="ErrorCode"/>.</param>
/// <param name="Message">The problem, and the fix.</param>
internal sealed record Violation(string Code, string Message)
{
    private const ushort ProtocolError = 1002;
    private const ushort MessageTooBig = 1009;

    /// <summary>The id of the message, a JSON string; empty if it is not known.</summary>
    public ReadOnlyMemory<byte> Id { get; init; }

    public static Violation Bad(string message) => new(ErrorCode.BadMessage, message);

    public static Violation TooLong(string message) => new(ErrorCode.TooLarge, message);

    /// <summary>Returns a request that is answered with the problem.</summary>
    public Request ToRequest(int size) => new()
    {
        Id = CallIdText.Read(Id),
        Problem = CommandError.Of(Code, Message),
        State = new RequestState { Id = Id, CloseStatus = !Id.IsEmpty ? (ushort)0 : Code == ErrorCode.TooLarge ? MessageTooBig : ProtocolError },
        Size = size,
    };
}
