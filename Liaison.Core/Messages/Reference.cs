namespace Liaison.Messages;

/// <summary>
/// An argument that refers to an object at the other end, by a target there (WIRE, section 1, References). It may also be nested inside an
/// argument.
/// </summary>
public sealed record Reference
{
    private Reference(string target) => Target = target;

    /// <summary>The target, e.g. <c>session.trials</c>.</summary>
    public string Target { get; }

    /// <summary>Creates a reference to a target.</summary>
    /// <param name="target">
    /// A target that starts with a name, e.g. <c>session.trials</c>. The other end finds out whether it exists.
    /// </param>
    /// <exception cref="ArgumentException">The target is empty, or starts with <c>$</c>. Leave the <c>$</c> out: it is added.</exception>
    public static Reference To(string target)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        return target[0] != '$'
            ? new Reference(target)
            : throw new ArgumentException($"Give the target alone, without the $ that a reference to it begins with: \"{target.TrimStart('$')}\".", nameof(target));
    }

    /// <summary>The reference as it is written in a message: <c>$session.trials</c>.</summary>
    public override string ToString() => "$" + Target;
}
