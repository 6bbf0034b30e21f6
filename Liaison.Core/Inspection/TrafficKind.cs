using Liaison.Messages;

namespace Liaison.Inspection;

/// <summary>The names of the kinds of messages, as the console shows them.</summary>
internal static class TrafficKind
{
    public const string Request = "request";
    public const string Response = "response";
    public const string Fault = "fault";
    public const string Event = "event";
    public const string Hello = "hello";

    public static string Of(Envelope envelope) => envelope switch
    {
        Messages.Request or Batch => Request,
        Messages.Response => Response,
        Messages.Fault => Fault,
        Publication => Event,
        Progress => "progress",
        Item => "item",
        Cancel => "cancel",
        Chunk => "chunk",
        Credit => "credit",
        Messages.Hello => Hello,
        _ => "message",
    };
}
