using Liaison.Hosting;

namespace Liaison.Transports;

/// <summary>
/// Adds the standard streams to a host that is being built. The options are read from the configuration section <c>Liaison:Stdio</c>.
/// </summary>
public static class StdioTransportBuilderExtensions
{
    /// <summary>Makes the host serve the process at the other end of standard input and output (<see cref="StdioTransport"/>).</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="configure">Changes the options that were read from the configuration; null keeps them.</param>
    /// <remarks>
    /// A console log must go to standard error: <c>AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace)</c>.
    /// </remarks>
    public static TBuilder AddStdio<TBuilder>(this TBuilder builder, Func<StdioOptions, StdioOptions>? configure = null)
        where TBuilder : ITransportBuilder
    {
        builder.AddTransport(services => new StdioTransport(
            services.ReadOptions("Stdio", new StdioOptions(), (section, defaults) => section.ReadStream(defaults), configure)));
        return builder;
    }
}
