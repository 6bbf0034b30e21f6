using Liaison.Transports;

namespace Liaison.Hosting;

/// <summary>Reads the options of a package, for the methods with which the package adds itself to a host.</summary>
public static class OptionSourceExtensions
{
    /// <summary>Reads a section of the application's configuration, and lets the application's code change the options.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="section">The section's name, below Liaison's own section.</param>
    /// <param name="defaults">The result if the application has no configuration.</param>
    /// <param name="read">
    /// Returns the defaults with the options of the section. It must read each option by its name; any other option in the section is
    /// an error.
    /// </param>
    /// <param name="configure">Changes the options that were read; null keeps them.</param>
    /// <exception cref="Exception">
    /// A value cannot be read, or the section has an unknown option. The message says what to write.
    /// </exception>
    public static TOptions ReadOptions<TOptions>(
        this IServiceProvider services,
        string section,
        TOptions defaults,
        Func<IOptionSection, TOptions, TOptions> read,
        Func<TOptions, TOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(read);
        var options = services.GetService(typeof(IOptionSource)) is IOptionSource source ? source.Read(section, from => read(from, defaults)) : defaults;
        return configure is null ? options : configure(options);
    }

    /// <summary>Reads the options that all transports over streams of bytes have.</summary>
    /// <param name="section">The section.</param>
    /// <param name="defaults">The options where the section has none.</param>
    public static TOptions ReadStream<TOptions>(this IOptionSection section, TOptions defaults)
        where TOptions : StreamOptions
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(defaults);
        return defaults with
        {
            Framing = section.Read(nameof(defaults.Framing), defaults.Framing),
            MaxMessageBytes = section.Read(nameof(defaults.MaxMessageBytes), defaults.MaxMessageBytes),
            MaxHeaderBytes = section.Read(nameof(defaults.MaxHeaderBytes), defaults.MaxHeaderBytes),
        };
    }
}
