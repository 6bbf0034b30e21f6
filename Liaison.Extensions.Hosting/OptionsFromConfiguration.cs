using Liaison.Companions;
using Liaison.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Liaison.Extensions;

/// <summary>Reads the options from the configuration's section <c>Liaison</c>, without reflection.</summary>
internal static class OptionsFromConfiguration
{
    private const string Section = "Liaison";

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A value cannot be read, or there is no such option.</exception>
    public static HostOptions Host(IServiceProvider services)
    {
        var options = new HostOptions();
        return services.GetService<IConfiguration>() is { } configuration ? Host(new OptionsReader(configuration.GetSection(Section)), options) : options;
    }

    /// <inheritdoc cref="Host(IServiceProvider)"/>
    public static CompanionOptions Companion(IServiceProvider services)
    {
        var options = new CompanionOptions();
        return services.GetService<IConfiguration>() is { } configuration
            ? Companion(new OptionsReader(configuration.GetSection(Section).GetSection("Companion")), options)
            : options;
    }

    private static HostOptions Host(OptionsReader reader, HostOptions options)
    {
        options = options with
        {
            Execution = reader.Read(nameof(options.Execution), options.Execution),
            MaxConnections = reader.Read(nameof(options.MaxConnections), options.MaxConnections),
            MaxSubscriptions = reader.Read(nameof(options.MaxSubscriptions), options.MaxSubscriptions),
            IdleTimeout = reader.Read(nameof(options.IdleTimeout), options.IdleTimeout),
            MaxPendingCalls = reader.Read(nameof(options.MaxPendingCalls), options.MaxPendingCalls),
            MaxPendingBytes = reader.Read(nameof(options.MaxPendingBytes), options.MaxPendingBytes),
            MaxUnsentBytes = reader.Read(nameof(options.MaxUnsentBytes), options.MaxUnsentBytes),
            SendBufferBytes = reader.Read(nameof(options.SendBufferBytes), options.SendBufferBytes),
            MaxUnreadBytes = reader.Read(nameof(options.MaxUnreadBytes), options.MaxUnreadBytes),
            StreamWindowBytes = reader.Read(nameof(options.StreamWindowBytes), options.StreamWindowBytes),
            StreamChunkBytes = reader.Read(nameof(options.StreamChunkBytes), options.StreamChunkBytes),
            StreamWindowItems = reader.Read(nameof(options.StreamWindowItems), options.StreamWindowItems),
            MaxOpenStreams = reader.Read(nameof(options.MaxOpenStreams), options.MaxOpenStreams),
            LargeValueBytes = reader.Read(nameof(options.LargeValueBytes), options.LargeValueBytes),
            MaxGatheredBytes = reader.Read(nameof(options.MaxGatheredBytes), options.MaxGatheredBytes),
            DrainTimeout = reader.Read(nameof(options.DrainTimeout), options.DrainTimeout),
            CancelTimeout = reader.Read(nameof(options.CancelTimeout), options.CancelTimeout),
        };
        reader.ThrowOnProblems(typeof(HostOptions));
        return options;
    }

    private static CompanionOptions Companion(OptionsReader reader, CompanionOptions options)
    {
        options = options with
        {
            IncludeErrorDetails = reader.Read(nameof(options.IncludeErrorDetails), options.IncludeErrorDetails),
            RequireAuthentication = reader.Read(nameof(options.RequireAuthentication), options.RequireAuthentication),
            MaxNames = reader.Read(nameof(options.MaxNames), options.MaxNames),
            MaxDepth = reader.Read(nameof(options.MaxDepth), options.MaxDepth),
            MaxSequenceItems = reader.Read(nameof(options.MaxSequenceItems), options.MaxSequenceItems),
            MaxCollectedBytes = reader.Read(nameof(options.MaxCollectedBytes), options.MaxCollectedBytes),
            MaxGenericTypes = reader.Read(nameof(options.MaxGenericTypes), options.MaxGenericTypes),
        };
        reader.ThrowOnProblems(typeof(CompanionOptions));
        return options;
    }
}
