using Liaison.Commands;
using Liaison.Companions;
using Liaison.Sessions.Sending;
using Microsoft.Extensions.Logging;

namespace Liaison.Sessions.Events;

/// <summary>
/// The topics of the contracts that a companion serves. The events of the
/// implementations are published while there are subscribers. Thread-safe.
/// </summary>
internal sealed class TopicSources(Companion companion, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(ServedContract Served, GeneratedTopic Topic), TopicSource> _sources = [];

    /// <summary>The topics with events, each once.</summary>
    public string[] Offered => [.. companion.Contracts.SelectMany(served => served.Contract.Topics).Select(topic => topic.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>Starts the sequences that have subscribers, and ends the others. Both is done when this method returns.</summary>
    /// <remarks>It runs code of the application, so the caller must hold no lock.</remarks>
    public void Settle(Topics topics)
    {
        if (companion.Contracts.Count == 0)
        {
            return;
        }

        List<(TopicRun? Ending, TopicRun? Current)> runs = [];
        lock (_gate)
        {
            // Under the lock, so that the last caller sees the changes of all others.
            foreach (var served in companion.Contracts)
            {
                runs.AddRange(served.Contract.Topics.Select(topic => SourceOf(served, topic, topics).Settle(topics.IsWantedAnywhere(topic.Name))));
            }
        }

        runs.ForEach(run => run.Ending?.End());
        runs.ForEach(run => run.Current?.Begin());
    }

    /// <summary>Logs that an event could not be sent.</summary>
    public void NotSent(string topic, Exception failure) => SessionLog.EventNotSent(logger, topic, failure);

    private TopicSource SourceOf(ServedContract served, GeneratedTopic topic, Topics topics)
    {
        if (!_sources.TryGetValue((served, topic), out var source))
        {
            source = new TopicSource(
                token => topic.Events(served.Implementation, token),
                value => PublishAsync(topics, topic, value),
                failure => SessionLog.TopicFailed(logger, topic.Name, failure));
            _sources.Add((served, topic), source);
        }

        return source;
    }

    // If one event could not be stored, the later events are still published.
    private async ValueTask PublishAsync(Topics topics, GeneratedTopic topic, object? value)
    {
        try
        {
            await topics.PublishAsync(topic.Name, value, companion.Json).ConfigureAwait(false);
        }
        catch (IOException failure)
        {
            SessionLog.EventNotStored(logger, topic.Name, failure);
        }
    }
}
