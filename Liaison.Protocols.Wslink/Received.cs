namespace Liaison.Protocols;

/// <summary>The result of receiving a frame: a message, nothing yet, or a problem.</summary>
/// <param name="Json">The complete message, in UTF-8 JSON; empty if it is not complete.</param>
/// <param name="Attachments">The bytes to which <c>{"$attachment": index}</c> in the message refers, or null.</param>
/// <param name="Problem">Why the frame is refused, or null.</param>
/// <param name="IsWhole">Whether there is a message.</param>
internal readonly record struct Received(ReadOnlyMemory<byte> Json, IReadOnlyList<ReadOnlyMemory<byte>>? Attachments, Violation? Problem, bool IsWhole)
{
    /// <summary>No result yet: more frames follow.</summary>
    public static Received Nothing => default;

    public static Received Message(ReadOnlyMemory<byte> json, IReadOnlyList<ReadOnlyMemory<byte>>? attachments) => new(json, attachments, null, IsWhole: true);

    public static Received Refused(Violation problem) => new(default, null, problem, IsWhole: false);
}
