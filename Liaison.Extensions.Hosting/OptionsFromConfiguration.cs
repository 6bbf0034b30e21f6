using Liaison.Companions;
using Liaison.Hosting;
using Liaison.Inspection;
using Liaison.Sessions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Liaison.Extensions;

/// <summary>Reads the options from the configuration section <c>Liaison</c>, without reflection.</summary>
internal static class OptionsFromConfiguration
{
    private const string Section = "Liaison";

    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">
    /// A value cannot be read, or an option does not exist.
    /// </exception>
    public static HostOptions Host(IServiceProvider services)
    {
        // This section may contain sections of packages and of the application.
        var reader = new OptionsReader(services.GetService<IConfiguration>()?.GetSection(Section), hasSections: true);
        var options = Host(reader, new HostOptions());
        reader.ThrowOnProblems(nameof(HostOptions), typeof(HostOptions));
        return options with { Inspection = Inspection(services) };
    }

    /// <inheritdoc cref="Host(IServiceProvider)"/>
    public static CompanionOptions Companion(IServiceProvider services) =>
        Source(services).Read("Companion", section => Companion(section, new CompanionOptions()));

    /// <inheritdoc cref="Host(IServiceProvider)"/>
    public static ForwardOptions Forward(IServiceProvider services) =>
        Source(services).Read("Forward", section => Forward(section, new ForwardOptions()));

    /// <summary>Returns the source from which packages read their own sections.</summary>
    public static OptionSource Source(IServiceProvider services) => new(services.GetService<IConfiguration>()?.GetSection(Section));

    // Without the section nothing is recorded.
    private static InspectionOptions? Inspection(IServiceProvider services)
    {
        var isThere = services.GetService<IConfiguration>()?.GetSection($"{Section}:{nameof(HostOptions.Inspection)}").GetChildren().Any() == true;
        return isThere ? Source(services).Read(nameof(HostOptions.Inspection), section => Inspection(section, new InspectionOptions())) : null;
    }

    private static HostOptions Host(OptionsReader reader, HostOptions options) => options with
    {
        Execution = reader.Read(nameof(options.Execution), options.Execution),
        MaxConnections = reader.Read(nameof(options.MaxConnections), options.MaxConnections),
        MaxSubscriptions = reader.Read(nameof(options.MaxSubscriptions), options.MaxSubscriptions),
        MaxAddedThreads = reader.Read(nameof(options.MaxAddedThreads), options.MaxAddedThreads),
        ResumeTimeout = reader.Read(nameof(options.ResumeTimeout), options.ResumeTimeout),
        ResumeBufferBytes = reader.Read(nameof(options.ResumeBufferBytes), options.ResumeBufferBytes),
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

    private static CompanionOptions Companion(IOptionSection section, CompanionOptions options) => options with
    {
        IncludeErrorDetails = section.Read(nameof(options.IncludeErrorDetails), options.IncludeErrorDetails),
        RequireAuthentication = section.Read(nameof(options.RequireAuthentication), options.RequireAuthentication),
        MaxNames = section.Read(nameof(options.MaxNames), options.MaxNames),
        MaxDepth = section.Read(nameof(options.MaxDepth), options.MaxDepth),
        MaxSequenceItems = section.Read(nameof(options.MaxSequenceItems), options.MaxSequenceItems),
        MaxCollectedBytes = section.Read(nameof(options.MaxCollectedBytes), options.MaxCollectedBytes),
        MaxGenericTypes = section.Read(nameof(options.MaxGenericTypes), options.MaxGenericTypes),
    };

    private static InspectionOptions? Inspection(IOptionSection section, InspectionOptions options)
    {
        var isEnabled = section.Read("Enabled", true);
        var inspection = options with
        {
            MaxMessages = section.Read(nameof(options.MaxMessages), options.MaxMessages),
            MaxBytes = section.Read(nameof(options.MaxBytes), options.MaxBytes),
            MaxTextBytes = section.Read(nameof(options.MaxTextBytes), options.MaxTextBytes),
            MaxTopics = section.Read(nameof(options.MaxTopics), options.MaxTopics),
            Redacted = section.Read(nameof(options.Redacted), options.Redacted),
        };
        return isEnabled ? inspection : null;
    }

    private static ForwardOptions Forward(IOptionSection section, ForwardOptions options) => options with
    {
        AllowAnonymous = section.Read(nameof(options.AllowAnonymous), options.AllowAnonymous),
        Events = section.Read(nameof(options.Events), options.Events),
        Spread = section.Read(nameof(options.Spread), options.Spread),
        MaxAttempts = section.Read(nameof(options.MaxAttempts), options.MaxAttempts),
        ConnectTimeout = section.Read(nameof(options.ConnectTimeout), options.ConnectTimeout),
        RetryDelay = section.Read(nameof(options.RetryDelay), options.RetryDelay),
    };
}
