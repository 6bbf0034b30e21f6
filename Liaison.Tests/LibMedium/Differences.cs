namespace Liaison.Tests.LibMedium;

/// <summary>
/// Every recorded case in which ours does something else than LibMedium, by its note, with the reason: the last paragraph of WIRE,
/// section 6, or what has no meaning in .NET.
/// </summary>
internal static class Differences
{
    private const string Answered = "Arguments that do not fit are answered with kind 15 and number 0, and the connection goes on: LibMedium's daemon never answers.";
    private const string Whole = "Partial reads and writes are completed: LibMedium's daemon stops in the middle of a long answer.";

    /// <summary>What the host sends instead, as a pattern of what is in the message; empty where it is no message that differs.</summary>
    public static IReadOnlyDictionary<string, string> OfHost { get; } = new Dictionary<string, string>
    {
        ["raw: argument of the wrong size (handler throws outside try; same effect)"] = Answered,
        ["echo_binary payload 1000000"] = Whole,
        ["server CPU seconds used in 1 s of idleness after some clients closed their sockets"] = "A client that left costs nothing: LibMedium's daemon spins.",
        ["mode of the socket directory (os.mkdir(path, 711) is decimal)"] = "The folder is the caller's, and the socket is its owner's alone (0600).",
    };

    public static IReadOnlyDictionary<string, string> OfClient { get; } = new Dictionary<string, string>
    {
        ["int8 out of range (client side struct.error)"] = "A NotSupportedException that names the parameter, the value and the type; nothing is sent, as with LibMedium.",
        ["student: close_connection() (client bug: self.socket does not exist)"] = "The client closes the connection and sends no end before it; LibMedium's sends one, and then fails.",
    };
}
