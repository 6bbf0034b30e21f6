using System.Text.Json;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>Runs the commands of one table and answers requests with their results. Both ends of a connection have one.</summary>
internal sealed class CommandDispatcher(CommandTable commands, ArgumentReader reader, SequenceCollector sequences)
{
    private readonly CallBinder _binder = new(reader);
    private FilterChains? _filters;

    public CommandTable Commands => commands;

    /// <summary>How arguments are read and results are written.</summary>
    public JsonSerializerOptions Json => reader.Options;

    /// <summary>How deeply a message's arrays and objects may be nested.</summary>
    public required int MaxDepth { get; init; }

    /// <summary>Whether errors carry stack traces.</summary>
    public required bool IncludeErrorDetails { get; init; }

    public CommandStatistics Statistics { get; } = new();

    /// <summary>
    /// Creates the dispatcher for callbacks: commands that the other end of a connection calls. Its table starts empty. Arguments have no
    /// references: every string is data.
    /// </summary>
    /// <param name="json">How arguments are read and results are written.</param>
    /// <param name="maxDepth">How deeply a message's arrays and objects may be nested.</param>
    /// <param name="details">Whether errors carry stack traces.</param>
    /// <param name="maxSequenceItems">How many items a sequence may have if it is answered as a list.</param>
    /// <param name="maxCollectedBytes">How many bytes a stream may have if it is answered as bytes.</param>
    internal static CommandDispatcher ForCallbacks(JsonSerializerOptions json, int maxDepth, bool details, int maxSequenceItems, int maxCollectedBytes = 8 << 20) =>
        new(new CommandTable(), new ArgumentReader(json, lookup: null), new SequenceCollector(json, maxSequenceItems, maxCollectedBytes))
        {
            MaxDepth = maxDepth,
            IncludeErrorDetails = details,
        };

    /// <summary>Binds the arguments and runs the context's command.</summary>
    /// <exception cref="CommandException">There is no such command, or the arguments do not fit.</exception>
    /// <remarks>
    /// Exceptions of the command are thrown unchanged. If the command ran on an object of its own call, the caller of this method
    /// releases the object after the result was written.
    /// </remarks>
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

        if (commands is not { Guard: null, Filters.Length: 0 } || command is not { IsGuarded: false, Lease: null, Filters.Length: 0 })
        {
            return InvokeGuardedAsync(command, arguments, context);
        }

        context.PassTo(command.MayKeepCall);
        return command.InvokeAsync(arguments, context, _binder);
    }

    /// <summary>Answers a request and counts the call. Never throws: there is always an answer.</summary>
    /// <remarks>If the caller wants the items of a sequence one by one, all items have been sent when this returns.</remarks>
    public async ValueTask<Envelope> AnswerAsync(Request request, CommandContext context)
    {
        try
        {
            if (request.Problem is { } problem)
            {
                Statistics.Called(failed: true);
                return new Fault(request, problem);
            }

            var result = await InvokeAsync(request.Arguments, context).ConfigureAwait(false);
            if (result.MayBeSequence)
            {
                result = CommandResult.Of(await sequences.DeliverAsync(result.Value!, context, commands).ConfigureAwait(false));
            }

            Statistics.Called(failed: false);
            return new Response(request, result);
        }
        catch (Exception failure)
        {
            Statistics.Called(failed: true);
            return new Fault(request, ErrorOf(CommandError.Unwrap(failure), context));
        }
    }

    // A cancellation that the caller asked for is no declared failure, even if the command declares a base class of the exception.
    private CommandError ErrorOf(Exception failure, CommandContext context)
    {
        var error = CommandError.From(failure, IncludeErrorDetails);
        var data = new ErrorData(Json, MaxDepth);
        return failure is CommandException own ? data.Add(error, own)
            : failure is OperationCanceledException && context.CancellationToken.IsCancellationRequested ? error
            : commands.TryGet(context.Command, out var command) && command.Errors.Find(failure) is { } declared ? data.Add(error, failure, declared)
            : error;
    }

    private async ValueTask<CommandResult> InvokeGuardedAsync(CommandDescriptor command, CommandArguments arguments, CommandContext context)
    {
        // Guards, filters and leases are the application's code, and receive the context.
        context.PassTo(mayKeep: true);
        if (commands.Guard is { } guard)
        {
            // ConfigureAwait(true): the command must run on the same thread as without a guard, which may be an application's own thread.
            await guard(context, command).ConfigureAwait(true);
        }
        else if (command.IsGuarded && (context.Remote ?? context.Peer?.Remote) is not null)
        {
            throw new CommandException(
                ErrorCode.Unauthorized,
                $"'{command.Name}' requires authorization, but nothing here checks it. Serve it with MapLiaison in an application that has called AddAuthorization, or set CommandTable.Guard.");
        }

        // Filters run after the guard: a filter can answer by itself, and must not answer callers whom the guard refuses.
        if (Chains.Around(command) is not { } filters)
        {
            return await RunAsync(command, arguments, context).ConfigureAwait(false);
        }

        var call = new FilteredCall(command, arguments, reader);
        context.Filter(call);
        await filters(context).ConfigureAwait(false);
        return CommandResult.Of(call.Result);
    }

    private FilterChains Chains => _filters ??= new FilterChains(commands, RunFilteredAsync);

    private async ValueTask RunFilteredAsync(CommandContext context) =>
        context.Result = (await RunAsync(context.Descriptor, context.Arguments, context).ConfigureAwait(false)).Value;

    private ValueTask<CommandResult> RunAsync(CommandDescriptor command, CommandArguments arguments, CommandContext context)
    {
        if (command.Lease is not { } lease)
        {
            return command.InvokeAsync(arguments, context, _binder);
        }

        var leased = lease(context);
        if (leased.Owner is { } owner)
        {
            context.Own(owner);
        }

        return command.InvokeAsync(arguments, context, _binder, leased.Value);
    }

    private string Unknown(string name)
    {
        var text = $"There is no command '{Expectation.Shorten(name)}'.";
        if (!CommandFeatures.ReflectedCommands)
        {
            return $"{text} The application was published with {CommandFeatures.ReflectedCommandsSwitch}=false, so peers can reach nothing by name. The command 'commands' lists all commands.";
        }

        return commands.TryGet("commands", out _)
            ? $"{text} The command 'commands' lists all commands; a function or method is called with 'run'."
            : commands.Count == 0 ? $"{text} There are no commands at this end. They are added with Commands.AddFrom."
            : $"{text} The commands are: {string.Join(", ", commands.All.Select(command => command.Name))}.";
    }
}
