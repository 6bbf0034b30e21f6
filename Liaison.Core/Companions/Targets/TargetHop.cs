namespace Liaison.Companions.Targets;

/// <summary>One step of a target: to a member, or to an element.</summary>
/// <param name="Name">The member's name; empty for an element.</param>
/// <param name="Keys">The element's keys, each as JSON; empty for a member.</param>
/// <param name="Position">Where the step begins in the target's text.</param>
internal readonly record struct TargetHop(string Name, IReadOnlyList<string> Keys, int Position)
{
    public bool IsIndex => Keys.Count > 0;
}
