using Liaison.Hosting;

namespace Liaison.Transports;

/// <summary>Adds the standard streams to a host that is being built.</summary>
public static class StdioTransportBuilderExtensions
{
    /// <summary>Makes the host serve the process at the other end of standard input and output (<see cref="StdioTransport"/>).</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="options">The framing, the limits and the streams; null uses the defaults.</param>
    /// <remarks>
    /// A console log must go to standard error: <c>AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace)</c>.
    /// </remarks>
    public static TBuilder AddStdio<TBuilder>(this TBuilder builder, StdioOptions? options = null)
        where TBuilder : ITransportBuilder
    {
        builder.AddTransport(_ => new StdioTransport(options));
        return builder;
    }
}
