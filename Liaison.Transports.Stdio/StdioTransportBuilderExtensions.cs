using Liaison.Hosting;

namespace Liaison.Transports;

/// <summary>Adds the standard streams to a host that is being built.</summary>
public static class StdioTransportBuilderExtensions
{
    /// <summary>Has the host serve whoever holds the process's standard input and output (<see cref="StdioTransport"/>).</summary>
    /// <param name="builder">What the host is built with.</param>
    /// <param name="options">The framing, the limits and the streams; null takes the defaults.</param>
    /// <remarks>A log on the console has to go to standard error: <c>AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace)</c>.</remarks>
    public static TBuilder AddStdio<TBuilder>(this TBuilder builder, StdioOptions? options = null)
        where TBuilder : ITransportBuilder
    {
        builder.AddTransport(_ => new StdioTransport(options));
        return builder;
    }
}
