namespace Liaison.Hosting;

/// <summary>Reads the options of packages from the configuration of the application.</summary>
/// <remarks>It is one of the services that an <see cref="ITransportBuilder"/> provides, if the application has a configuration.</remarks>
public interface IOptionSource
{
    /// <summary>Reads one section. One exception reports all errors in its options.</summary>
    /// <param name="section">The section's name, below Liaison's own section.</param>
    /// <param name="read">Creates the options. It must read each option by its name; any other option in the section is an error.</param>
    /// <exception cref="Exception">
    /// A value cannot be read, or the section has an unknown option. The message says what to write.
    /// </exception>
    TOptions Read<TOptions>(string section, Func<IOptionSection, TOptions> read);
}
