using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Companions.Exposure;
using Liaison.Companions.Targets;
using Liaison.Messages;
using Liaison.Protocols;
using Liaison.Values;

namespace Liaison.Companions;

/// <summary>
/// What commands run on: a namespace of named objects, a table of commands, and the policy of what peers may reach. Inherit it and mark
/// methods <see cref="CommandAttribute"/>, or add objects that have such methods.
/// </summary>
/// <remarks>
/// It needs no host: <see cref="InvokeAsync{T}(string, object?[])"/> and <see cref="ExecuteAsync(string, CancellationToken)"/> run
/// commands in process, which is how they are unit-tested. Set it up before it is served; its members may then be used from any
/// thread, and whether commands run one at a time is the host's choice.
/// </remarks>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
public class Companion : IOpaque, IAsyncDisposable
{
    private LiaisonExchange? _spareExchange;
    private readonly SequenceCollector _sequences;
    private volatile IReadOnlyList<ServedContract> _contracts = [];

    /// <summary>Makes a companion.</summary>
    /// <param name="options">What to do differently; null takes the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of its range, or a method that is marked as a command cannot be one.</exception>
    public Companion(CompanionOptions? options = null)
    {
        Options = options ?? new CompanionOptions();
        Options.Validate();
        Json = JsonDefaults.Complete(Options.Json, Options.IncludeErrorDetails, CompanionJsonContext.Default, HiddenMembers.HideFromJson);
        Exposure = new ExposurePolicy(Options.MaxGenericTypes);
        Namespace = new ObjectNamespace(Options.MaxNames);

        _sequences = new SequenceCollector(Json, Options.MaxSequenceItems, Options.MaxCollectedBytes);
        TargetResolver? resolver = null;
        var reader = new ArgumentReader(Json, (string text, out object? value) =>
            resolver is null ? Namespace.TryGet(text, out value) : resolver.TryResolveReference(text, out value));
        Dispatcher = new CommandDispatcher(new CommandTable { RequireAuthentication = Options.RequireAuthentication }, reader, _sequences)
        {
            MaxDepth = Options.MaxDepth,
            IncludeErrorDetails = Options.IncludeErrorDetails,
        };
        if (CommandFeatures.ReflectedCommands)
        {
            resolver = new TargetResolver(Namespace, Exposure, reader);
            Commands.AddFrom(new TargetCommands(this, resolver, new FunctionCaller(resolver, reader), _sequences));
        }

        Commands.AddFrom(new CoreCommands(this));
        Commands.AddFrom(new IntrospectionCommands(this));
        Commands.AddFrom(GetType(), this);
        Namespace.Reserve("companion", this);
    }

    /// <summary>What the companion was made with.</summary>
    public CompanionOptions Options { get; }

    /// <summary>The named objects.</summary>
    public ObjectNamespace Namespace { get; }

    /// <summary>What peers may reach.</summary>
    public ExposurePolicy Exposure { get; }

    /// <summary>The commands.</summary>
    public CommandTable Commands => Dispatcher.Commands;

    /// <summary>What the companion has done so far.</summary>
    public CommandStatistics Statistics => Dispatcher.Statistics;

    /// <summary>How arguments are read and results are written: the options' own settings, completed.</summary>
    public JsonSerializerOptions Json { get; }

    /// <summary>The contracts that were added.</summary>
    internal IReadOnlyList<ServedContract> Contracts => _contracts;

    /// <summary>What runs the commands and answers requests.</summary>
    internal CommandDispatcher Dispatcher { get; }

    /// <summary>
    /// Puts an object of the application's into the namespace, and exposes its type, unless that is one that leads to reflection
    /// (<see cref="object"/>, <see cref="Type"/>, <see cref="Delegate"/> and the like): to expose such a type takes its name. The object
    /// stays the application's: the companion does not dispose it.
    /// </summary>
    /// <exception cref="CommandException">The name is not one, is reserved, or there are too many.</exception>
    public Companion Add<[DynamicallyAccessedMembers(ExposurePolicy.Needed)] T>(string name, T value)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!ExposurePolicy.LeadsToReflection(typeof(T)))
        {
            Exposure.Expose<T>();
        }

        if (!ExposurePolicy.LeadsToReflection(value.GetType()))
        {
            ExposeRuntimeType(value);
        }

        Namespace.Put(name, value);
        return this;
    }

    /// <summary>
    /// Adds the commands of a contract, which an object implements, and its topics: the events that a topic's member gives are published by
    /// each host of this companion, while anybody is subscribed. The object stays the application's.
    /// </summary>
    /// <typeparam name="T">An interface that is marked <c>[CommandContract]</c>.</typeparam>
    /// <param name="implementation">What the commands call. Its members run where commands do.</param>
    /// <exception cref="ArgumentException">Nothing was generated for the interface; the message says how it would be.</exception>
    public Companion Add<T>(T implementation)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(implementation);
        var contract = GeneratedContracts.Of(typeof(T));
        Commands.Add(contract, implementation);
        _contracts = [.. _contracts.Where(served => served.Contract != contract), new ServedContract(contract, implementation)];
        return this;
    }

    /// <summary>Runs a command in process, with arguments that are written as JSON on the way, as a peer's are.</summary>
    /// <typeparam name="T">What to take the result as: its own type, or one that its JSON can be read as.</typeparam>
    /// <param name="command">The command's name.</param>
    /// <param name="arguments">The positional arguments.</param>
    /// <exception cref="CommandException">There is no such command, or the arguments do not fit. What the command throws, this throws.</exception>
    public ValueTask<T?> InvokeAsync<T>(string command, params object?[] arguments) =>
        InvokeAsync<T>(command, CommandArguments.Of(arguments, null, Json), CancellationToken.None);

    /// <summary>Runs a command in process.</summary>
    /// <exception cref="CommandException">There is no such command, or the arguments do not fit. What the command throws, this throws.</exception>
    public async ValueTask<T?> InvokeAsync<T>(string command, CommandArguments arguments, CancellationToken cancellationToken)
    {
        var context = new CommandContext(command) { CancellationToken = cancellationToken };
        try
        {
            var result = (await Dispatcher.InvokeAsync(arguments, context).ConfigureAwait(false)).Value;
            if (result is not T)
            {
                result = await _sequences.CollectAsync(result, context).ConfigureAwait(false);
            }

            return ResultReader.Read<T>(result, Json);
        }
        finally
        {
            await context.ReleaseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Runs the context's command, binding the arguments to its parameters.</summary>
    /// <remarks>
    /// What an object of the call's own gives (<see cref="CommandTable.AddLeased"/>) is taken as it is: the object is disposed when this
    /// returns, a sequence of it not yet read.
    /// </remarks>
    /// <exception cref="CommandException">There is no such command, or the arguments do not fit. What the command throws, this throws.</exception>
    public ValueTask<object?> InvokeAsync(CommandArguments arguments, CommandContext context)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        var result = Dispatcher.InvokeAsync(arguments, context);
        return !context.OwnsAny && result.IsCompletedSuccessfully ? new(result.Result.Value) : ValueAfterAsync(result, context);
    }

    /// <summary>Answers a request, counting it. Whatever happens, there is an answer; this throws nothing.</summary>
    public ValueTask<Envelope> AnswerAsync(Request request, CommandContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var answer = Dispatcher.AnswerAsync(request, context);
        return !context.OwnsAny && answer.IsCompleted ? answer : ReleaseAfterAsync(answer, context);
    }

    /// <summary>Runs a message of the liaison protocol in process, and gives the reply, both as JSON (WIRE, section 1). Failures are replies too.</summary>
    public async ValueTask<string> ExecuteAsync(string message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var reply = await ExecuteAsync(System.Text.Encoding.UTF8.GetBytes(message), cancellationToken).ConfigureAwait(false);
        return System.Text.Encoding.UTF8.GetString(reply);
    }

    /// <summary>Runs a message of the liaison protocol in process, and gives the reply, both as JSON in UTF-8.</summary>
    /// <param name="message">The message. Nobody may write to its bytes until the command has ended, which may be later where it keeps them.</param>
    /// <param name="cancellationToken">The command's token.</param>
    public async ValueTask<byte[]> ExecuteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        var answer = await AnswerAsync(message, cancellationToken, out var context, out _).ConfigureAwait(false);
        var exchange = TakeExchange();
        var reply = exchange.ToBytes(answer);
        _spareExchange = exchange;
        await context.ReleaseAsync().ConfigureAwait(false);
        return reply;
    }

    /// <summary>Runs a message of the liaison protocol in process, and appends the reply to a buffer, both as JSON in UTF-8.</summary>
    /// <param name="message">The message. Nobody may write to its bytes until the command has ended, which may be later where it keeps them.</param>
    /// <param name="reply">Where to; written to once the command has ended.</param>
    /// <param name="cancellationToken">The command's token.</param>
    public async ValueTask ExecuteAsync(ReadOnlyMemory<byte> message, IBufferWriter<byte> reply, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var answer = await AnswerAsync(message, cancellationToken, out var context, out var request).ConfigureAwait(false);
        var exchange = TakeExchange();
        exchange.Write(answer, reply);
        if (!context.IsKept)
        {
            exchange.GiveBack(request);
        }

        _spareExchange = exchange;
        await context.ReleaseAsync().ConfigureAwait(false);
    }

    /// <summary>Disposes what peers made with <c>init</c>, the newest first, and lets every name go.</summary>
    /// <exception cref="AggregateException">Some of it threw; the rest was disposed all the same.</exception>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failures = await Namespace.DisposeMadeAsync().ConfigureAwait(false);
        if (failures.Count > 0)
        {
            throw new AggregateException("Objects that peers had made failed to be disposed.", failures);
        }
    }

    private static async ValueTask<object?> ValueAfterAsync(ValueTask<CommandResult> result, CommandContext context) =>
        (await ReleaseAfterAsync(result, context).ConfigureAwait(false)).Value;

    private static async ValueTask<T> ReleaseAfterAsync<T>(ValueTask<T> result, CommandContext context)
    {
        try
        {
            return await result.ConfigureAwait(false);
        }
        finally
        {
            await context.ReleaseAsync().ConfigureAwait(false);
        }
    }

    private ValueTask<Envelope> AnswerAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken, out CommandContext context, out Request request)
    {
        var exchange = TakeExchange();
        request = exchange.Read(message);
        _spareExchange = exchange;
        context = new CommandContext(request.Command) { CancellationToken = cancellationToken };
        return Dispatcher.AnswerAsync(request, context);
    }

    // One is kept: whoever finds it taken, on another thread or in a getter of a result that is being written, makes another.
    private LiaisonExchange TakeExchange() =>
        Interlocked.Exchange(ref _spareExchange, null) ?? new LiaisonExchange(new CodecSettings { Json = Json, MaxDepth = Options.MaxDepth });

    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "The static type is annotated; of a derived one whatever was kept is reached.")]
    private void ExposeRuntimeType(object value) => Exposure.Expose(value.GetType());
}
