using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Benchmarks.Micro;

/// <summary>
/// What filters cost: a dispatch that knows of none, beside that of the library with none, one and three. The command and its arguments are
/// the same, and the context of the call is made each time, as it is for a message.
/// </summary>
public class FilterBenchmarks
{
    private const string Command = "sum";

    private static readonly JsonSerializerOptions Json = new MicroCompanion().Json;
    private static readonly CommandArguments Arguments = CommandArguments.Of([1.5, 2.0], null, Json);

    private readonly CommandDispatcher _none = With(0);
    private readonly CommandDispatcher _one = With(1);
    private readonly CommandDispatcher _three = With(3);
    private readonly CallBinder _binder = new(new ArgumentReader(Json, lookup: null));

    [GlobalSetup]
    public async Task CheckResultsAsync()
    {
        foreach (var run in (Func<ValueTask<object?>>[])[Unaware, None, One, Three])
        {
            if (await run() is not 3.5)
            {
                throw new InvalidOperationException("The sum is wrong.");
            }
        }
    }

    /// <summary>The library's dispatch, line by line, without its look at filters.</summary>
    [Benchmark(Description = "a dispatch that knows of none")]
    public ValueTask<object?> Unaware()
    {
        var context = new CommandContext(Command);
        if (!_none.Commands.TryGet(context.Command, out var command))
        {
            throw new CommandException(ErrorCode.UnknownCommand, Command);
        }

        if (command.RequiresAuthentication)
        {
            PeerIdentity.Demand(context, command.Name);
        }

        return _none.Commands.Guard is null && command is { IsGuarded: false, Lease: null }
            ? command.InvokeAsync(Arguments, context, _binder)
            : throw new InvalidOperationException("The command is guarded.");
    }

    [Benchmark(Description = "none")]
    public ValueTask<object?> None() => _none.InvokeAsync(Arguments, new CommandContext(Command));

    [Benchmark(Description = "one")]
    public ValueTask<object?> One() => _one.InvokeAsync(Arguments, new CommandContext(Command));

    [Benchmark(Description = "three")]
    public ValueTask<object?> Three() => _three.InvokeAsync(Arguments, new CommandContext(Command));

    private static CommandDispatcher With(int filters)
    {
        var dispatcher = CommandDispatcher.ForCallbacks(Json, maxDepth: 64, details: false, maxSequenceItems: 100);
        dispatcher.Commands.AddFrom(new Sums());
        for (var i = 0; i < filters; i++)
        {
            dispatcher.Commands.AddFilter(new PassThrough());
        }

        return dispatcher;
    }

    private sealed class PassThrough : ICommandFilter
    {
        public ValueTask InvokeAsync(CommandContext context, CommandNext next) => next(context);
    }

    private sealed class Sums
    {
        [Command(Command)]
        public double Sum(double x, double y) => x + y;
    }
}
