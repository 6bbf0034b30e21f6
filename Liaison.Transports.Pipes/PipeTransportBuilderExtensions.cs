using Liaison.Hosting;

namespace Liaison.Transports;

/// <summary>Adds named pipes and Unix sockets to a host that is being built.</summary>
public static class PipeTransportBuilderExtensions
{
    /// <summary>Makes the host serve processes of the current user on a named pipe (<see cref="NamedPipeTransport"/>).</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="name">The pipe's name.</param>
    /// <param name="options">The limits; null uses the defaults.</param>
    public static TBuilder AddNamedPipe<TBuilder>(this TBuilder builder, string name, NamedPipeOptions? options = null)
        where TBuilder : ITransportBuilder
    {
        ArgumentNullException.ThrowIfNull(name);
        builder.AddTransport(_ => new NamedPipeTransport(name, options));
        return builder;
    }

    /// <summary>
    /// Makes the host serve processes of the current user on a Unix domain socket (<see cref="UnixSocketTransport"/>).
    /// </summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="path">The socket's path.</param>
    /// <param name="options">The limits; null uses the defaults.</param>
    public static TBuilder AddUnixSocket<TBuilder>(this TBuilder builder, string path, UnixSocketOptions? options = null)
        where TBuilder : ITransportBuilder
    {
        ArgumentNullException.ThrowIfNull(path);
        builder.AddTransport(_ => new UnixSocketTransport(path, options));
        return builder;
    }
}
