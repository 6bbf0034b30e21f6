using Liaison.Commands;
using Liaison.Companions;
using Liaison.Sessions.Sending;
using Microsoft.Extensions.Logging;

namespace Liaison.Sessions.Events;

/// <summary>
/// The topics of the contracts that a companion serves: the events that their implementations give are published while anybody is
/// subscribed. Thread-safe.
/// </summary>
internal sealed class TopicSources(Companion companion, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(ServedContract Served, GeneratedTopic Topic), TopicSource> _sources = [];

    /// <summary>The topics that there are events of, each once.</summary>
    public string[] Offered => [.. companion.Contracts.SelectMany(served => served.Contract.Topics).Select(topic => topic.Name).Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// On return the sequences that somebody is subscribed to have begun, and the others were told to end. Runs the application's code, so
    /// the caller holds no lock.
    /// </summary>
    public void Settle(Topics topics)
    {
        if (companion.Contracts.Count == 0)
        {
            return;
        }

        List<(TopicRun? Ending, TopicRun? Current)> runs = [];
        lock (_gate)
        {
            // Under the lock, so that whoever looks last has seen what all others did.
            foreach (var served in companion.Contracts)
            {
                runs.AddRange(served.Contract.Topics.Select(topic => SourceOf(served, topic, topics).Settle(topics.IsWantedAnywhere(topic.Name))));
            }
        }

        runs.ForEach(run => run.Ending?.End());
        runs.ForEach(run => run.Current?.Begin());
    }

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

    // An event that could not be stored is no reason to give none of those that follow.
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
