namespace Liaison.Hosting;

/// <summary>
/// Reads the options of packages from the configuration of the application. It is among the services that an
/// <see cref="ITransportBuilder"/> gives where the application has a configuration.
/// </summary>
public interface IOptionSource
{
    /// <summary>Reads one section. What is wrong with any of its options is told at once.</summary>
    /// <param name="section">The section's name, below that of Liaison itself.</param>
    /// <param name="read">Gives the options, and asks for each of them by its name: what is in the section besides is refused.</param>
    /// <exception cref="Exception">A value cannot be read, or there is no such option. The message says what to write.</exception>
    TOptions Read<TOptions>(string section, Func<IOptionSection, TOptions> read);
}
