using Liaison.Hosting;
using Liaison.Sessions;

namespace Liaison.Transports;

/// <summary>
/// Adds NATS to a host that is being built. The options of NATS are read from the configuration section <c>Liaison:Nats</c>.
/// </summary>
public static class NatsBuilderExtensions
{
    /// <summary>Makes the host a worker: it serves callers that connect over NATS (<see cref="NatsTransport"/>).</summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="configure">Changes the options that were read from the configuration; null keeps them.</param>
    public static TBuilder AddNats<TBuilder>(this TBuilder builder, Func<NatsOptions, NatsOptions>? configure = null)
        where TBuilder : ITransportBuilder
    {
        builder.AddTransport(services => new NatsTransport(NatsSettings.Read(services, configure)));
        return builder;
    }

    /// <summary>
    /// Makes the host a gateway: the workers behind NATS run the commands of its peers (<see cref="ForwardingHostExtensions.ForwardTo"/>).
    /// </summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="configure">Changes the options of NATS that were read from the configuration; null keeps them.</param>
    /// <param name="forward">
    /// Changes the options of the gateway, from the configuration section <c>Liaison:Forward</c>; null keeps them.
    /// </param>
    public static TBuilder ForwardToNats<TBuilder>(
        this TBuilder builder, Func<NatsOptions, NatsOptions>? configure = null, Func<ForwardOptions, ForwardOptions>? forward = null)
        where TBuilder : IHostingBuilder
    {
        builder.AddForwarding(services => new NatsConnector(NatsSettings.Read(services, configure)), forward);
        return builder;
    }

    /// <summary>
    /// Shares the topics of the host with all other hosts that share theirs over NATS (<see cref="NatsTopics"/>). If there are
    /// durable topics, peers get the command <c>follow</c>.
    /// </summary>
    /// <param name="builder">The builder of the host.</param>
    /// <param name="configure">
    /// Changes the options that were read from the configuration section <c>Liaison:Topics</c>, which include those of NATS; null
    /// keeps them.
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
