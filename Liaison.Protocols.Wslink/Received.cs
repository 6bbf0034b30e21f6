namespace Liaison.Protocols;

/// <summary>What a frame brought: a message, nothing yet, or a problem.</summary>
/// <param name="Json">The whole message, in UTF-8 JSON; empty where it is not whole.</param>
/// <param name="Attachments">What <c>{"$attachment": index}</c> in the message stands for; null where it has none.</param>
/// <param name="Problem">Why the frame is refused; null where it is not.</param>
/// <param name="IsWhole">Whether there is a message.</param>
internal readonly record struct Received(ReadOnlyMemory<byte> Json, IReadOnlyList<ReadOnlyMemory<byte>>? Attachments, Violation? Problem, bool IsWhole)
{
    /// <summary>Nothing yet: more frames follow.</summary>
    public static Received Nothing => default;

    public static Received Message(ReadOnlyMemory<byte> json, IReadOnlyList<ReadOnlyMemory<byte>>? attachments) => new(json, attachments, null, IsWhole: true);

    public static Received Refused(Violation problem) => new(default, null, problem, IsWhole: false);
}
