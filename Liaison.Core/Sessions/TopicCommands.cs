using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions.Events;

namespace Liaison.Sessions;

/// <summary>
/// The commands for events. They run on the caller's reader, so they are complete before the caller's next message is handled.
/// </summary>
internal sealed class TopicCommands
{
    [Immediate]
    [Command("subscribe", ResolveReferences = false, Summary = "Subscribes the caller to a topic, or to prefix.*. Returns whether the subscription is new.")]
    public static async ValueTask<bool> SubscribeAsync(string topic, CommandContext context, Overflow overflow = Overflow.DropOldest, int capacity = 1_024)
    {
        var options = Checked(() => new SubscriptionOptions { Overflow = overflow, Capacity = capacity }.Validated());
        var session = Peer.Of(context);
        var isNew = session.Subscriptions.Add(Checked(() => TopicName.ValidatedPattern(Given(topic))), options);
        await (session.Settings.Topics?.WhenShared(topic) ?? Task.CompletedTask).ConfigureAwait(false);
        return isNew;
    }

    [Immediate]
    [Command("unsubscribe", ResolveReferences = false, Summary = "Ends a subscription. Returns whether there was one.")]
    public static bool Unsubscribe(string topic, CommandContext context) => Peer.Of(context).Subscriptions.Remove(Given(topic));

    [Immediate]
    [Command("publish", ResolveReferences = false, Summary = "Sends an event to all subscribers of its topic.")]
    public static ValueTask PublishAsync(string topic, RawJson value, CommandContext context)
    {
        var settings = Peer.Of(context).Settings;
        return settings.Topics?.PublishAsync(Checked(() => TopicName.Validated(Given(topic))), value, settings.Dispatcher.Json) ?? ValueTask.CompletedTask;
    }

    // A message may contain null in the place of a topic.
    private static string Given(string topic) => topic ?? throw new CommandException(ErrorCode.BadArguments, "The topic is null. Give its name.");

    private static T Checked<T>(Func<T> check)
    {
        try
        {
            return check();
        }
        catch (ArgumentException problem)
        {
            throw new CommandException(ErrorCode.BadArguments, problem.Message);
        }
    }
}
