using System.CommandLine;
using Liaison.Commands;

namespace Liaison.Tool;

/// <summary><c>liaison call</c>: runs one command of a host, from a shell.</summary>
internal static class CallCommand
{
    public static Command Create()
    {
        var address = new Argument<string>("address")
        {
            Description = $"The address of the host: {CallAddress.Forms}. The token for a WebSocket comes from LIAISON_TOKEN, or from ?token= in the address.",
        };
        var name = new Argument<string>("command") { Description = "The command, e.g. run." };
        var arguments = new Argument<string[]>("arg") { Description = "An argument: JSON if it parses as JSON, else a string.", Arity = ArgumentArity.ZeroOrMore };
        var keywords = new Option<string[]>("--kwarg") { HelpName = "name=value", Description = "A named argument; the value is read like <arg>." };
        var timeout = new Option<int?>("--timeout")
        {
            HelpName = "ms",
            Description = "The time limit for connecting and the answer together.",
        }.AcceptRange(1, int.MaxValue);
        var protocol = new Option<string>("--protocol")
        {
            Description = "The protocol of the host; wslink means its version 2.",
            DefaultValueFactory = _ => CallProtocol.Default,
        }.AcceptOnlyFrom([.. CallProtocol.Names]);
        var specification = SpecificationFile.CreateOption();
        var command = new Command("call", "Run one command of a host, and print what it returns as JSON.")
        {
            address, name, arguments, keywords, timeout, protocol, specification,
        };
        command.SetAction((result, cancellationToken) =>
        {
            var call = new CommandCall(result.GetRequiredValue(name))
            {
                Arguments = [.. result.GetValue(arguments)!.Select(text => (object)ArgumentParser.Parse(text))],
                Keywords = Keywords(result.GetValue(keywords) ?? []),

                // Arguments are passed unchanged, so a `$` on the command line also makes a reference.
                ResolvesReferences = false,
            };
            var token = Environment.GetEnvironmentVariable(ServeSettings.TokenVariable) is { Length: > 0 } set ? set : null;
            var spoken = CallProtocol.Of(result.GetValue(protocol)!, result.GetValue(specification));
            var connector = CallAddress.Connector(result.GetRequiredValue(address), token, SpecificationFile.FramingFor([spoken]));
            var caller = new Caller(connector, spoken, token);
            return caller.RunAsync(call, result.GetValue(timeout) is { } ms ? TimeSpan.FromMilliseconds(ms) : null, cancellationToken);
        });
        return command;
    }

    private static Dictionary<string, object?> Keywords(string[] texts)
    {
        var keywords = new Dictionary<string, object?>();
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                throw ToolException.Usage($"--kwarg {text}: write it as name=value.");
            }

            if (!keywords.TryAdd(text[..equals], ArgumentParser.Parse(text[(equals + 1)..])))
            {
                throw ToolException.Usage($"--kwarg {text}: the name was given before. Give it once.");
            }
        }

        return keywords;
    }
}
