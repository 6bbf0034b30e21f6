using Liaison.Hosting;
using Liaison.Sessions;

namespace Liaison.Transports;

/// <summary>Adds NATS to a host that is being built. Where NATS is, is read from the section <c>Liaison:Nats</c> of the configuration.</summary>
public static class NatsBuilderExtensions
{
    /// <summary>Makes the host a worker: it serves callers that arrive over NATS (<see cref="NatsTransport"/>).</summary>
    /// <param name="builder">What the host is built with.</param>
    /// <param name="configure">Changes the options that the configuration has; null takes those.</param>
    public static TBuilder AddNats<TBuilder>(this TBuilder builder, Func<NatsOptions, NatsOptions>? configure = null)
        where TBuilder : ITransportBuilder
    {
        builder.AddTransport(services => new NatsTransport(NatsSettings.Read(services, configure)));
        return builder;
    }

    /// <summary>Makes the host a gateway: the workers behind NATS run the commands of its peers (<see cref="ForwardingHostExtensions.ForwardTo"/>).</summary>
    /// <param name="builder">What the host is built with.</param>
    /// <param name="configure">Changes the options of NATS that the configuration has; null takes those.</param>
    /// <param name="forward">Changes the options of the gateway, which are in the section <c>Liaison:Forward</c>; null takes those.</param>
    public static TBuilder ForwardToNats<TBuilder>(
        this TBuilder builder, Func<NatsOptions, NatsOptions>? configure = null, Func<ForwardOptions, ForwardOptions>? forward = null)
        where TBuilder : IHostingBuilder
    {
        builder.AddForwarding(services => new NatsConnector(NatsSettings.Read(services, configure)), forward);
        return builder;
    }

    /// <summary>
    /// Shares the topics of the host with all others that do so over NATS (<see cref="NatsTopics"/>). Where there are durable topics, peers
    /// have the command <c>follow</c>.
    /// </summary>
    /// <param name="builder">What the host is built with.</param>
    /// <param name="configure">
    /// Changes the options that the configuration has in its section <c>Liaison:Topics</c>, with those of NATS in them; null takes those.
    /// </param>
    public static TBuilder ShareTopicsOverNats<TBuilder>(this TBuilder builder, Func<NatsTopicsOptions, NatsTopicsOptions>? configure = null)
        where TBuilder : IHostingBuilder
    {
        builder.ConfigureHost((services, host) =>
        {
            var options = NatsSettings.ReadTopics(services, configure);
            var topics = new NatsTopics(options);
            host.ShareTopics(topics);
            if (options.Durable.Count > 0)
            {
                host.ConfigureCompanions(companion => companion.Commands.AddFrom(topics));
            }
        });
        return builder;
    }
}
