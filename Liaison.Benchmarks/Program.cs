using Liaison.Benchmarks.Charts;
using Liaison.Benchmarks.Load;
using Liaison.Benchmarks.Micro;
using Liaison.Benchmarks.Nats;
using Liaison.Benchmarks.Resumption;
using Liaison.Benchmarks.Scale;
using Liaison.Benchmarks.Servers;
using Liaison.Benchmarks.Soak;
using Liaison.Benchmarks.Streams;

return args is [var command, .. var rest]
    ? command switch
    {
        "load" => await LoadCommand.RunAsync(rest),
        "serve" => await ServeCommand.RunAsync(rest),
        "micro" => MicroCommand.Run(rest),
        "scale" => await ScaleCommand.RunAsync(rest),
        "nats" => await NatsCommand.RunAsync(rest),
        "streams" => await StreamsCommand.RunAsync(rest),
        "resume" => await ResumeCommand.RunAsync(rest),
        "soak" => await SoakCommand.RunAsync(rest),
        "charts" => ChartsCommand.Run(rest),
        _ => Usage(),
    }
    : Usage();

static int Usage()
{
    Console.Error.WriteLine("Usage: Liaison.Benchmarks load|micro|scale|nats|resume|streams|soak|charts [options]; docs/benchmarks.md tells them.");
    return 2;
}
