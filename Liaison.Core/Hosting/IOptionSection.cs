namespace Liaison.Hosting;

/// <summary>The options of one section of the configuration of an application.</summary>
public interface IOptionSection
{
    /// <summary>
    /// Reads one option: a string, a number (<see cref="int"/>, <see cref="long"/>), a <see cref="bool"/>, a <see cref="TimeSpan"/>, one of
    /// an enumeration, or an <see cref="IReadOnlyList{T}"/> of strings.
    /// </summary>
    /// <param name="name">The name of the option.</param>
    /// <param name="fallback">What is given where the configuration does not have the option, or where the value cannot be read.</param>
    /// <exception cref="NotSupportedException">Options of this type cannot be read.</exception>
    T Read<T>(string name, T fallback);
}
