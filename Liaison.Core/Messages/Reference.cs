namespace Liaison.Messages;

/// <summary>
/// An argument that is an object of the other end's: what a target there points at (WIRE, section 1, References). It may also stand inside
/// of an argument.
/// </summary>
public sealed record Reference
{
    private Reference(string target) => Target = target;

    /// <summary>What it points at, e.g. <c>session.trials</c>.</summary>
    public string Target { get; }

    /// <summary>A reference to what a target points at.</summary>
    /// <param name="target">A target that starts with a name, e.g. <c>session.trials</c>. Whether it exists is found at the other end.</param>
    /// <exception cref="ArgumentException">The target is empty, or starts with <c>$</c>, which is put before it.</exception>
    public static Reference To(string target)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(target);
        return target[0] != '$'
            ? new Reference(target)
            : throw new ArgumentException($"Give the target alone, without the $ that a reference to it begins with: \"{target.TrimStart('$')}\".", nameof(target));
    }

    /// <summary>As it stands in a message: <c>$session.trials</c>.</summary>
    public override string ToString() => "$" + Target;
}
