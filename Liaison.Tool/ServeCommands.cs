using System.CommandLine;

namespace Liaison.Tool;

/// <summary>The commands that serve, one for each transport.</summary>
internal static class ServeCommands
{
    public static IEnumerable<Command> Create()
    {
        var options = new ServeOptions();
        var address = new Argument<string>("host:port") { Description = "The address to listen on, e.g. localhost:8003; port 0 uses any free port." };
        var name = new Argument<string>("name") { Description = "The pipe's name." };
        var path = new Argument<string>("path") { Description = "The path of the socket's file." };
        var server = new Argument<string>("nats://host:port/subject") { Description = "The NATS server, and the subject of the workers. The default subject is liaison." };
        return
        [
            Create("websocket", "Serve peers that connect over WebSocket.", options, address, (result, settings, logs) =>
                Endpoint.WebSocket(result.GetRequiredValue(address), settings, logs)),
            Create("stdio", "Serve one peer over standard input and output, until the end of its input.", options, null, (_, settings, _) =>
                Endpoint.Stdio(settings)),
            Create("pipe", "Serve peers of the same user that connect to a named pipe.", options, name, (result, settings, _) =>
                Endpoint.Pipe(result.GetRequiredValue(name), settings)),
            Create("unix", "Serve peers of the same user that connect to a Unix domain socket.", options, path, (result, settings, _) =>
                Endpoint.Unix(result.GetRequiredValue(path), settings)),
            Create("nats", "Serve peers that connect over NATS, as one of the workers behind a subject.", options, server, (result, settings, _) =>
                Endpoint.Nats(result.GetRequiredValue(server), settings)),
        ];
    }

    private static Command Create(
        string name, string description, ServeOptions options, Argument<string>? address, Func<ParseResult, ServeSettings, StderrLoggerFactory, Endpoint> endpoint)
    {
        var command = new Command(name, description);
        if (address is not null)
        {
            address.Validators.Add(result =>
            {
                if (result.Tokens is [{ Value: "" }])
                {
                    result.AddError($"<{address.Name}> is empty.");
                }
            });
            command.Add(address);
        }

        options.AddTo(command);
        command.SetAction(async (result, _) =>
        {
            var settings = options.Read(result);
            var logs = new StderrLoggerFactory(settings.Verbosity);
            return await new Server(settings, logs).RunAsync(endpoint(result, settings, logs));
        });
        return command;
    }
}
