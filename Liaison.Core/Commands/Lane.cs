namespace Liaison.Commands;

/// <summary>The special lanes for <see cref="CommandAttribute.Lane"/>.</summary>
public static class Lane
{
    /// <summary>
    /// One lane per object of the namespace. Calls on one object run one at a time, in the order of their arrival, and do not wait for
    /// calls on other objects.
    /// </summary>
    /// <remarks>
    /// The command's first argument names the object, as a target (<c>session.trials[0]</c>) or a reference (<c>$session</c>). A call
    /// whose first argument names no object is in the lane of commands without a lane name. There is one lane per name: an object with
    /// two names has two lanes.
    /// </remarks>
    public const string PerTarget = "*target";

    /// <summary>No lane: the command never waits, and runs beside other commands and beside other calls of itself.</summary>
    public const string Concurrent = "*concurrent";

    /// <summary>The lane that a command's attribute sets.</summary>
    /// <exception cref="ArgumentException">The attribute sets two lanes, or the lane's name is not valid.</exception>
    internal static string? Of(CommandAttribute attribute) =>
        !attribute.Concurrent ? Checked(attribute.Lane)
        : attribute.Lane is null or Concurrent ? Concurrent
        : throw new ArgumentException($"A command cannot be concurrent and in the lane '{attribute.Lane}'. Leave one of the two.", nameof(attribute));

    /// <summary>Returns the lane if its name is valid.</summary>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    internal static string? Checked(string? lane) =>
        lane is null or PerTarget or Concurrent || (!string.IsNullOrWhiteSpace(lane) && lane[0] != '*')
            ? lane
            : throw new ArgumentException($"'{lane}' is not the name of a lane. Write a name that does not begin with *, or {nameof(Lane)}.{nameof(PerTarget)} or {nameof(Lane)}.{nameof(Concurrent)}.", nameof(lane));
}
