using System.Text.Json;
using Liaison.Messages;
using Liaison.Tests.Replay.Fixtures;

namespace Liaison.Tests.Replay;

/// <summary>Which error of ours stands for which exception of Python's.</summary>
internal static class PythonErrors
{
    private const string NotFoundType = "System.MissingMemberException";
    private const string BadArgumentsType = "System.ArgumentException";

    private static readonly Dictionary<string, (string Code, string Type)> Known = new()
    {
        ["TypeError"] = (ErrorCode.BadArguments, BadArgumentsType),
        ["AttributeError"] = (ErrorCode.NotFound, NotFoundType),
        ["ModuleNotFoundError"] = (ErrorCode.NotFound, NotFoundType),

        // "Target '...' does not look like a Python import": a target that is none points at nothing.
        ["AssertionError"] = (ErrorCode.NotFound, NotFoundType),

        // A message without "command".
        ["KeyError"] = (ErrorCode.BadMessage, typeof(JsonException).FullName!),
        ["ValueError"] = (ErrorCode.Failed, typeof(builtins.ValueError).FullName!),
        ["fix.MyErr"] = (ErrorCode.Failed, typeof(fix.MyErr).FullName!),
    };

    /// <summary>What the last of the lines tells in .NET.</summary>
    /// <param name="lines">The lines of an error of Python's: the last is <c>Type: message\n</c>.</param>
    public static (string Code, string Type, string Message) Translate(JsonElement lines)
    {
        var last = lines.EnumerateArray().Last().GetString()!.TrimEnd('\n');
        var colon = last.IndexOf(": ", StringComparison.Ordinal);
        var (code, type) = Known[last[..colon]];
        return (code, type, last[(colon + 2)..]);
    }
}
