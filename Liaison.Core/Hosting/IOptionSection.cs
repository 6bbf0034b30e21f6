namespace Liaison.Hosting;

/// <summary>The options in one section of an application's configuration.</summary>
public interface IOptionSection
{
    /// <summary>Reads one option.</summary>
    /// <typeparam name="T">
    /// A string, a number (<see cref="int"/>, <see cref="long"/>), a <see cref="bool"/>, a <see cref="TimeSpan"/>, an enumeration, or an
    /// <see cref="IReadOnlyList{T}"/> of strings.
    /// </typeparam>
    /// <param name="name">The name of the option.</param>
    /// <param name="fallback">The result if the configuration does not have the option, or if its value cannot be read.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is another type.</exception>
    T Read<T>(string name, T fallback);
}
