using Liaison.Hosting;
using Microsoft.Extensions.Configuration;

namespace Liaison.Extensions;

/// <summary>Gives packages the options that the configuration has for them.</summary>
/// <param name="liaison">The section of Liaison; null where the application has no configuration.</param>
internal sealed class OptionSource(IConfigurationSection? liaison) : IOptionSource
{
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A value cannot be read, or there is no such option.</exception>
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
