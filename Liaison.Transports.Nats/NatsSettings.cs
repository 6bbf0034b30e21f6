using Liaison.Hosting;
using NATS.Client.Core;

namespace Liaison.Transports;

/// <summary>Reads the options from the configuration of the application that runs the host.</summary>
internal static class NatsSettings
{
    public static NatsOptions Read(IServiceProvider services, Func<NatsOptions, NatsOptions>? configure) =>
        services.ReadOptions("Nats", new NatsOptions(), Read, configure);

    public static NatsTopicsOptions ReadTopics(IServiceProvider services, Func<NatsTopicsOptions, NatsTopicsOptions>? configure)
    {
        var defaults = new NatsTopicsOptions { Nats = Read(services, null) };
        return services.ReadOptions("Topics", defaults, ReadTopics, configure);
    }

    private static NatsOptions Read(IOptionSection section, NatsOptions options) => options with
    {
        Connection = ReadConnection(section, options.Connection),
        Subject = section.Read(nameof(options.Subject), options.Subject),
        QueueGroup = section.Read(nameof(options.QueueGroup), options.QueueGroup),
        MaxConnections = section.Read(nameof(options.MaxConnections), options.MaxConnections),
        Backlog = section.Read(nameof(options.Backlog), options.Backlog),
        MaxAttempts = section.Read(nameof(options.MaxAttempts), options.MaxAttempts),
        ConnectTimeout = section.Read(nameof(options.ConnectTimeout), options.ConnectTimeout),
        MaxMessageBytes = section.Read(nameof(options.MaxMessageBytes), options.MaxMessageBytes),
        WindowBytes = section.Read(nameof(options.WindowBytes), options.WindowBytes),
        MaxChunkBytes = section.Read(nameof(options.MaxChunkBytes), options.MaxChunkBytes),
        Heartbeat = section.Read(nameof(options.Heartbeat), options.Heartbeat),
        MissingAfter = section.Read(nameof(options.MissingAfter), options.MissingAfter),
        LostAfter = section.Read(nameof(options.LostAfter), options.LostAfter),
        DrainTimeout = section.Read(nameof(options.DrainTimeout), options.DrainTimeout),
    };

    // Other options of NATS, above all TLS with own certificate files, can only be set in code.
    private static NatsOpts ReadConnection(IOptionSection section, NatsOpts connection)
    {
        var auth = connection.AuthOpts;
        return connection with
        {
            Url = section.Read(nameof(connection.Url), connection.Url),
            AuthOpts = auth with
            {
                Username = section.Read(nameof(auth.Username), auth.Username),
                Password = section.Read(nameof(auth.Password), auth.Password),
                Token = section.Read(nameof(auth.Token), auth.Token),
                CredsFile = section.Read(nameof(auth.CredsFile), auth.CredsFile),
                NKeyFile = section.Read(nameof(auth.NKeyFile), auth.NKeyFile),
            },
        };
    }

    private static NatsTopicsOptions ReadTopics(IOptionSection section, NatsTopicsOptions options) => options with
    {
        Durable = section.Read(nameof(options.Durable), options.Durable),
        MaxAge = section.Read(nameof(options.MaxAge), options.MaxAge),
        MaxBytes = section.Read(nameof(options.MaxBytes), options.MaxBytes),
        PublishTimeout = section.Read(nameof(options.PublishTimeout), options.PublishTimeout),
    };
}
