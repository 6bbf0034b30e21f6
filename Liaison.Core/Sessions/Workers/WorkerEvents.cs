using Liaison.Commands;

namespace Liaison.Sessions.Workers;

/// <summary>Asks a worker for events, without waiting for its answer. Does nothing if the connection has ended.</summary>
internal static class WorkerEvents
{
    public static void Subscribe(Peer worker, string pattern, SubscriptionOptions options) =>
        Notify(worker, new CommandCall("subscribe") { Arguments = [pattern, options.Overflow.ToString(), options.Capacity] });

    public static void Unsubscribe(Peer worker, string pattern) => Notify(worker, new CommandCall("unsubscribe") { Arguments = [pattern] });

    private static void Notify(Peer worker, CommandCall command) => worker.TrySend(worker.Caller.Notification(command));
}
