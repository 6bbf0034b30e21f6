namespace Liaison.Tests.Wslink;

/// <summary>What our host sends otherwise than wslink's server, and why. The notes are those of the recordings.</summary>
internal static class Differences
{
    /// <summary>The exchanges whose answer differs, with what it has to hold instead, and the reason.</summary>
    public static readonly IReadOnlyDictionary<string, (string Holds, string Reason)> Answers = new Dictionary<string, (string, string)>
    {
        ["rpc returns special floats / big ints"] =
            ("Infinity", "Numbers that JSON has none of are strings in Liaison; Python writes them bare in version 1, which is no JSON."),
        ["rpc error: result not serialisable"] =
            ("result", "A value that cannot be written becomes its text; a call does not fail for it."),
        ["rpc error: wrong arguments"] =
            ("Exception raised", "The exception and its trace are those of .NET."),
        ["application.exit.later"] =
            ("Unregistered", "To end the application is not for its peers."),
    };

    /// <summary>Events come before the answer of the command that publishes them: they are sent when they are published.</summary>
    public const string EventsFirst = "publish";
}
