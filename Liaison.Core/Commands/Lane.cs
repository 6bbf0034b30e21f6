namespace Liaison.Commands;

/// <summary>The lanes that are no names (<see cref="CommandAttribute.Lane"/>).</summary>
public static class Lane
{
    /// <summary>
    /// A lane for each object of the namespace: calls on one run one at a time, in the order of their arrival, and do not wait for those on
    /// another. The object is the one that the command's first argument names: as a target (<c>session.trials[0]</c>) or a reference
    /// (<c>$session</c>). A call whose first argument names none is in the lane of all commands.
    /// </summary>
    /// <remarks>What counts is the name: an object with two of them has two lanes.</remarks>
    public const string PerTarget = "*target";

    /// <summary>No lane: the command never waits, and runs beside others and itself.</summary>
    public const string Concurrent = "*concurrent";

    /// <summary>The lane that a command says it is in.</summary>
    /// <exception cref="ArgumentException">It says two things, or the name is none.</exception>
    internal static string? Of(CommandAttribute attribute) =>
        !attribute.Concurrent ? Checked(attribute.Lane)
        : attribute.Lane is null or Concurrent ? Concurrent
        : throw new ArgumentException($"A command cannot be concurrent and in the lane '{attribute.Lane}'. Leave one of the two.", nameof(attribute));

    /// <summary>The lane, whose name is one.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    internal static string? Checked(string? lane) =>
        lane is null or PerTarget or Concurrent || (!string.IsNullOrWhiteSpace(lane) && lane[0] != '*')
            ? lane
            : throw new ArgumentException($"'{lane}' is not the name of a lane. Write a name that does not begin with *, or {nameof(Lane)}.{nameof(PerTarget)} or {nameof(Lane)}.{nameof(Concurrent)}.", nameof(lane));
}
