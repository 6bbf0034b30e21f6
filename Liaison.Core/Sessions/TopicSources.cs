using System.Text.Json;
using Liaison.Companions;
using Microsoft.Extensions.Logging;

namespace Liaison.Sessions;

/// <summary>
/// The topics of the contracts that a companion serves: the events that their implementations give are published while anybody is
/// subscribed. Thread-safe.
/// </summary>
internal sealed class TopicSources(Companion companion, ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TopicSource> _sources = new(StringComparer.Ordinal);

    /// <summary>Somebody has subscribed; <see cref="Start"/> follows.</summary>
    public void Began(string pattern, Topics topics)
    {
        lock (_gate)
        {
            foreach (var (topic, events) in Matching(pattern))
            {
                if (!_sources.TryGetValue(topic, out var source))
                {
                    source = new TopicSource(topic, events, value => topics.Publish(topic, value, Json), failure => SessionLog.TopicFailed(logger, topic, failure));
                    _sources.Add(topic, source);
                }

                source.Enter();
            }
        }
    }

    /// <summary>On return what is subscribed to has begun. The caller holds no lock.</summary>
    public void Start(string pattern)
    {
        List<TopicSource> begun;
        lock (_gate)
        {
            begun = [.. _sources.Values.Where(source => TopicName.Matches(pattern, source.Topic))];
        }

        begun.ForEach(source => source.Start());
    }

    /// <summary>Somebody has unsubscribed.</summary>
    public void Ended(string pattern)
    {
        lock (_gate)
        {
            foreach (var source in _sources.Values.Where(source => TopicName.Matches(pattern, source.Topic)))
            {
                source.Leave();
            }
        }
    }

    private JsonSerializerOptions Json => companion.Json;

    private IEnumerable<(string Topic, Func<CancellationToken, IAsyncEnumerable<object?>> Events)> Matching(string pattern) =>
        from served in companion.Contracts
        from topic in served.Contract.Topics
        where TopicName.Matches(pattern, topic.Name)
        select (topic.Name, (Func<CancellationToken, IAsyncEnumerable<object?>>)(token => topic.Events(served.Implementation, token)));
}
