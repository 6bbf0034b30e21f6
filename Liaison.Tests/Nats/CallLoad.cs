using System.Collections.Concurrent;
using Liaison.Client;
using Liaison.Messages;

namespace Liaison.Tests.Nats;

/// <summary>Clients that call a command with one number after the other, and keep what became of each call.</summary>
/// <param name="clients">The clients.</param>
/// <param name="inFlight">How many calls each client has pending at once.</param>
internal sealed class CallLoad(IReadOnlyList<LiaisonClient> clients, int inFlight)
{
    private readonly ConcurrentQueue<(int Number, LiaisonException Failure)> _failures = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _waiting = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _made;
    private int _answered;
    private volatile bool _isEnding;

    /// <summary>How many calls were made.</summary>
    public int Made => Volatile.Read(ref _made);

    /// <summary>How many calls were answered with the number that they were made with.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>The failures that calls were answered with, and the numbers of these calls.</summary>
    public IReadOnlyCollection<(int Number, LiaisonException Failure)> Failures => _failures;

    /// <summary>Ends when a call has failed.</summary>
    public Task Failed => _failed.Task;

    /// <summary>Calls until <see cref="End"/>; the task ends when every call has an answer or an error.</summary>
    public Task RunAsync(CancellationToken token) =>
        Task.WhenAll(clients.SelectMany(client => Enumerable.Range(0, inFlight).Select(_ => CallAsync(client, token))));

    /// <summary>No more calls are made.</summary>
    public void End() => _isEnding = true;

    /// <summary>Ends when so many more calls were answered.</summary>
    public Task AnsweredAsync(int more) => _waiting.GetOrAdd(Answered + more, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private async Task CallAsync(LiaisonClient client, CancellationToken token)
    {
        while (!_isEnding)
        {
            var number = Interlocked.Increment(ref _made);
            try
            {
                var answer = await client.InvokeAsync<int>("work", [number], token);
                if (answer != number)
                {
                    throw new InvalidOperationException($"The call {number} was answered with {answer}.");
                }

                if (_waiting.TryGetValue(Interlocked.Increment(ref _answered), out var reached))
                {
                    reached.SetResult();
                }
            }
            catch (LiaisonException failure)
            {
                _failures.Enqueue((number, failure));
                _failed.TrySetResult();
            }
        }
    }
}
