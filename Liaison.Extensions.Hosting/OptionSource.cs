using Liaison.Hosting;
using Microsoft.Extensions.Configuration;

namespace Liaison.Extensions;

/// <summary>Reads the options of packages from the configuration.</summary>
/// <param name="liaison">The configuration section of Liaison, or null if the application has no configuration.</param>
internal sealed class OptionSource(IConfigurationSection? liaison) : IOptionSource
{
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// A value cannot be read, or an option does not exist.
    /// </exception>
    public TOptions Read<TOptions>(string section, Func<IOptionSection, TOptions> read)
    {
        ArgumentException.ThrowIfNullOrEmpty(section);
        ArgumentNullException.ThrowIfNull(read);
        var reader = new OptionsReader(liaison?.GetSection(section), hasSections: false);
        var options = read(reader);
        reader.ThrowOnProblems(typeof(TOptions).Name, typeof(TOptions));
        return options;
    }
}
