using System.Reflection;
using System.Text;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Companions.Binding;
using Liaison.Messages;
using Liaison.Protocols;
using NUnit.Framework;

namespace Liaison.Tests.Calling;

/// <summary>A companion on which functions of a test are called as a peer calls them.</summary>
internal static class CallingCompanion
{
    /// <summary>Gives the name to methods, as <c>register</c> gives it to what a target points at; several are overloads.</summary>
    public static async Task<Companion> WithAsync(this Companion companion, string name, params Delegate[] overloads)
    {
        await companion.Namespace.SetAsync(name, MethodsOf(overloads[0].Target, overloads.Select(overload => overload.Method)), made: false);
        return companion;
    }

    public static MethodTarget MethodsOf(object? instance, IEnumerable<MethodInfo> methods)
    {
        MemberGroup? group = null;
        foreach (var method in methods)
        {
            if (group is null)
            {
                group = new MemberGroup(method.Name, method);
            }
            else
            {
                group.AddOverload(method);
            }
        }

        return new MethodTarget(instance, group!);
    }

    /// <summary>Runs a function and gives its result as it is, before it is written.</summary>
    /// <param name="companion">Where it runs.</param>
    /// <param name="target">The function.</param>
    /// <param name="arguments">A JSON array, an object, or both, with a space between.</param>
    /// <param name="cancellationToken">The call's token.</param>
    public static ValueTask<object?> RunAsync(this Companion companion, string target, string arguments, CancellationToken cancellationToken = default)
    {
        var request = LiaisonCodec.DecodeOne(new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(RunMessage(target, arguments))), maxDepth: 1_000);
        if (request.Problem is { } problem)
        {
            throw new CommandException(problem.Code, problem.Message);
        }

        return companion.InvokeAsync(request.Arguments, new CommandContext("run") { CancellationToken = cancellationToken });
    }

    /// <summary>The arguments alone, as they stand in a message.</summary>
    /// <param name="arguments">A JSON array, an object, or both, with a space between.</param>
    public static CommandArguments ArgumentsOf(string arguments)
    {
        var request = LiaisonCodec.DecodeOne(new Frame(FrameKind.Text, Encoding.UTF8.GetBytes(RunMessage("f", arguments))), maxDepth: 1_000);
        return request.Problem is { } problem ? throw new CommandException(problem.Code, problem.Message) : request.Arguments.SkipPositional(1);
    }

    /// <summary>The reply to a message that runs a function.</summary>
    public static async Task<JsonElement> ReplyAsync(this Companion companion, string target, string arguments = "[]", CancellationToken cancellationToken = default) =>
        JsonElement.Parse(await companion.ExecuteAsync(RunMessage(target, arguments), cancellationToken));

    /// <summary>What a function gave, as it stands in the reply.</summary>
    public static async Task<string> ResponseAsync(this Companion companion, string target, string arguments = "[]", CancellationToken cancellationToken = default)
    {
        var reply = await companion.ReplyAsync(target, arguments, cancellationToken);
        return reply.TryGetProperty("response", out var response) ? response.GetRawText() : throw new AssertionException(reply.GetRawText());
    }

    /// <summary>What a peer is told of a failure: its code and its text.</summary>
    public static async Task<(string Code, string Message)> FaultAsync(this Companion companion, string target, string arguments = "[]", CancellationToken cancellationToken = default)
    {
        var reply = await companion.ReplyAsync(target, arguments, cancellationToken);
        return reply.TryGetProperty("code", out var code)
            ? (code.GetString()!, reply.GetProperty("message").GetString()!)
            : throw new AssertionException($"No failure: {reply.GetRawText()}");
    }

    /// <summary>A message that runs a function.</summary>
    public static string RunMessage(string target, string arguments, string members = "")
    {
        var (positional, named) = Split(arguments);
        var args = positional is "[]" ? $"[{JsonSerializer.Serialize(target)}]" : $"[{JsonSerializer.Serialize(target)}, {positional[1..]}";
        return $$"""{"command": {"command": "run", "args": {{args}}, "kwargs": {{named}}}, "id": 1{{members}}}""";
    }

    private static (string Positional, string Named) Split(string arguments)
    {
        var utf8 = Encoding.UTF8.GetBytes(arguments);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 1_000 });
        var (positional, named) = ("[]", "{}");
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            var isArray = reader.TokenType == JsonTokenType.StartArray;
            reader.Skip();
            var text = Encoding.UTF8.GetString(utf8[start..(int)reader.BytesConsumed]);
            (positional, named) = isArray ? (text, named) : (positional, text);
        }

        return (positional, named);
    }
}
