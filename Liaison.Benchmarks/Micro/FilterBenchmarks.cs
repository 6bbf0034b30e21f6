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
    private readonly UnawareDispatcher _unaware = new(With(0).Commands);
    private readonly CommandDescriptor _sum = With(0).Commands.All.Single();

    [GlobalSetup]
    public async Task CheckResultsAsync()
    {
        foreach (var run in (Func<ValueTask<CommandResult>>[])[Unaware, None, One, Three])
        {
            if ((await run()).Value is not 3.5)
            {
                throw new InvalidOperationException("The sum is wrong.");
            }
        }
    }

    [Benchmark(Description = "a dispatch that knows of none")]
    public ValueTask<CommandResult> Unaware() => _unaware.InvokeAsync(Arguments, new CommandContext(Command));

    /// <summary>The same once more, which shows what a difference between two measurements means.</summary>
    public ValueTask<CommandResult> UnawareToo() => _unaware.InvokeAsync(Arguments, new CommandContext(Command));

    [Benchmark(Description = "the look for filters alone")]
    public bool Look() => _none.Commands.Filters.Length == 0 && _sum.Filters.Length == 0;

    [Benchmark(Description = "none")]
    public ValueTask<CommandResult> None() => _none.InvokeAsync(Arguments, new CommandContext(Command));

    [Benchmark(Description = "one")]
    public ValueTask<CommandResult> One() => _one.InvokeAsync(Arguments, new CommandContext(Command));

    [Benchmark(Description = "three")]
    public ValueTask<CommandResult> Three() => _three.InvokeAsync(Arguments, new CommandContext(Command));

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

    /// <summary>The library's dispatch, line by line, without its look at filters.</summary>
    private sealed class UnawareDispatcher(CommandTable commands)
    {
        private readonly CallBinder _binder = new(new ArgumentReader(Json, lookup: null));

        public ValueTask<CommandResult> InvokeAsync(CommandArguments arguments, CommandContext context)
        {
            if (!commands.TryGet(context.Command, out var command))
            {
                throw new CommandException(ErrorCode.UnknownCommand, Unknown(context.Command));
            }

            if (command.RequiresAuthentication)
            {
                PeerIdentity.Demand(context, command.Name);
            }

            return commands.Guard is null && command is { IsGuarded: false, Lease: null }
                ? command.InvokeAsync(arguments, context, _binder)
                : InvokeGuardedAsync(command);
        }

        private static string Unknown(string name) => $"There is no command '{name}'.";

        private static ValueTask<CommandResult> InvokeGuardedAsync(CommandDescriptor command) =>
            throw new InvalidOperationException($"'{command.Name}' is guarded.");
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
