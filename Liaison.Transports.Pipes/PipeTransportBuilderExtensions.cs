using Liaison.Hosting;

namespace Liaison.Transports;

/// <summary>
/// Adds named pipes and Unix sockets to a host that is being built. The options are read from the configuration sections
/// <c>Liaison:NamedPipe</c> and <c>Liaison:UnixSocket</c>.
/// </summary>
public static class PipeTransportBuilderExtensions
{
    /// <summary>Makes the host serve processes of the current user on a named pipe (<see cref="NamedPipeTransport"/>).</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="name">The pipe's name.</param>
    /// <param name="configure">Changes the options that were read from the configuration; null keeps them.</param>
    public static TBuilder AddNamedPipe<TBuilder>(this TBuilder builder, string name, Func<NamedPipeOptions, NamedPipeOptions>? configure = null)
        where TBuilder : ITransportBuilder
    {
        ArgumentNullException.ThrowIfNull(name);
        builder.AddTransport(services => new NamedPipeTransport(name, services.ReadOptions("NamedPipe", new NamedPipeOptions(), Read, configure)));
        return builder;
    }

    /// <summary>
    /// Makes the host serve processes of the current user on a Unix domain socket (<see cref="UnixSocketTransport"/>).
    /// </summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="path">The socket's path.</param>
    /// <param name="configure">Changes the options that were read from the configuration; null keeps them.</param>
    public static TBuilder AddUnixSocket<TBuilder>(this TBuilder builder, string path, Func<UnixSocketOptions, UnixSocketOptions>? configure = null)
        where TBuilder : ITransportBuilder
    {
        ArgumentNullException.ThrowIfNull(path);
        builder.AddTransport(services => new UnixSocketTransport(path, services.ReadOptions("UnixSocket", new UnixSocketOptions(), Read, configure)));
        return builder;
    }

    private static NamedPipeOptions Read(IOptionSection section, NamedPipeOptions defaults) =>
        section.ReadStream(defaults) with { MaxConnections = section.Read(nameof(defaults.MaxConnections), defaults.MaxConnections) };

    private static UnixSocketOptions Read(IOptionSection section, UnixSocketOptions defaults) =>
        section.ReadStream(defaults) with { MaxConnections = section.Read(nameof(defaults.MaxConnections), defaults.MaxConnections) };
}
