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
/// The object that commands run on: a namespace of named objects, a table of commands, and a policy of what peers may reach. Derive from it
/// and mark methods with <see cref="CommandAttribute"/>, or add objects that have such methods.
/// </summary>
/// <remarks>
/// A companion works without a host: <see cref="InvokeAsync{T}(string, object?[])"/> and
/// <see cref="ExecuteAsync(string, CancellationToken)"/> run commands in process. Use them for unit tests. Set the companion up before it
/// is served; after that, its members may be used from any thread. The host decides whether commands run one at a time.
/// </remarks>
[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)]
public class Companion : IOpaque, IAsyncDisposable
{
    private LiaisonExchange? _spareExchange;
    private readonly SequenceCollector _sequences;
    private volatile IReadOnlyList<ServedContract> _contracts = [];

    /// <summary>Creates a companion.</summary>
    /// <param name="options">The options; null uses the defaults.</param>
    /// <exception cref="ArgumentException">An option is out of range, or a method that is marked as a command cannot be one.</exception>
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

    /// <summary>The options that the companion was created with.</summary>
    public CompanionOptions Options { get; }

    /// <summary>The named objects.</summary>
    public ObjectNamespace Namespace { get; }

    /// <summary>The policy of what peers may reach.</summary>
    public ExposurePolicy Exposure { get; }

    /// <summary>The commands.</summary>
    public CommandTable Commands => Dispatcher.Commands;

    /// <summary>Counts of calls and connections.</summary>
    public CommandStatistics Statistics => Dispatcher.Statistics;

    /// <summary>The settings for reading arguments and writing results: those of the options, with Liaison's converters added.</summary>
    public JsonSerializerOptions Json { get; }

    /// <summary>The contracts that were added.</summary>
    internal IReadOnlyList<ServedContract> Contracts => _contracts;

    /// <summary>Runs the commands and answers requests.</summary>
    internal CommandDispatcher Dispatcher { get; }

    /// <summary>Puts an object of the application into the namespace, and exposes its type.</summary>
    /// <remarks>
    /// Types that lead to reflection (<see cref="object"/>, <see cref="Type"/>, <see cref="Delegate"/> and similar) are not exposed; such
    /// a type must be exposed explicitly. The companion does not dispose the object; the application still owns it.
    /// </remarks>
    /// <exception cref="CommandException">The name is not valid, is reserved, or there are too many names.</exception>
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

    /// <summary>Adds the commands and topics of a contract that an object implements.</summary>
    /// <remarks>
    /// Each host of this companion publishes the events of the contract's topics, while there are subscribers. The companion does not
    /// dispose the object; the application still owns it.
    /// </remarks>
    /// <typeparam name="T">An interface that is marked <c>[CommandContract]</c>.</typeparam>
    /// <param name="implementation">The object that the commands call. Its members run where commands run.</param>
    /// <exception cref="ArgumentException">No code was generated for the interface; the message tells how to generate it.</exception>
    public Companion Add<T>(T implementation)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(implementation);
        var contract = GeneratedContracts.Of(typeof(T));
        Commands.Add(contract, implementation);
        _contracts = [.. _contracts.Where(served => served.Contract != contract), new ServedContract(contract, implementation)];
        return this;
    }

    /// <summary>Runs a command in process. The arguments are written as JSON first, like those of a peer.</summary>
    /// <typeparam name="T">The result's own type, or a type that its JSON can be read as.</typeparam>
    /// <param name="command">The command's name.</param>
    /// <param name="arguments">The positional arguments.</param>
    /// <exception cref="CommandException">There is no such command, or the arguments do not fit.</exception>
    /// <remarks>Exceptions of the command are thrown unchanged.</remarks>
    public ValueTask<T?> InvokeAsync<T>(string command, params object?[] arguments) =>
        InvokeAsync<T>(command, CommandArguments.Of(arguments, null, Json), CancellationToken.None);

    /// <summary>Runs a command in process. Exceptions of the command are thrown unchanged.</summary>
    /// <exception cref="CommandException">There is no such command, or the arguments do not fit.</exception>
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

    /// <summary>Binds the arguments and runs the context's command. Exceptions of the command are thrown unchanged.</summary>
    /// <remarks>
    /// If the call runs on its own object (<see cref="CommandTable.AddLeased"/>), that object is disposed when this method ends. A lazy
    /// sequence that it returned has not been read by then.
    /// </remarks>
    /// <exception cref="CommandException">There is no such command, or the arguments do not fit.</exception>
    public ValueTask<object?> InvokeAsync(CommandArguments arguments, CommandContext context)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(context);
        var result = Dispatcher.InvokeAsync(arguments, context);
        return !context.OwnsAny && result.IsCompletedSuccessfully ? new(result.Result.Value) : ValueAfterAsync(result, context);
    }

    /// <summary>Answers a request and counts the call. A failure of the command is an answer too.</summary>
    public ValueTask<Envelope> AnswerAsync(Request request, CommandContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        var answer = Dispatcher.AnswerAsync(request, context);
        return !context.OwnsAny && answer.IsCompleted ? answer : ReleaseAfterAsync(answer, context);
    }

    /// <summary>
    /// Runs a message of the liaison protocol in process and returns the reply, both as JSON (WIRE, section 1). A failure is a reply too.
    /// </summary>
    public async ValueTask<string> ExecuteAsync(string message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        var reply = await ExecuteAsync(System.Text.Encoding.UTF8.GetBytes(message), cancellationToken).ConfigureAwait(false);
        return System.Text.Encoding.UTF8.GetString(reply);
    }

    /// <summary>Runs a message of the liaison protocol in process and returns the reply, both as JSON in UTF-8.</summary>
    /// <param name="message">
    /// The message. Its bytes must not change until the command has ended, or longer if the command keeps them.
    /// </param>
    /// <param name="cancellationToken">The command's token.</param>
    public async ValueTask<byte[]> ExecuteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        var answer = await AnswerAsync(message, cancellationToken, out var context, out var request).ConfigureAwait(false);
        try
        {
            var exchange = TakeExchange();
            var reply = exchange.ToBytes(answer);
            _spareExchange = exchange;
            ReturnToPool(request, context);
            return reply;
        }
        finally
        {
            await context.ReleaseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Runs a message of the liaison protocol in process and appends the reply to a buffer, both as JSON in UTF-8.</summary>
    /// <param name="message">
    /// The message. Its bytes must not change until the command has ended, or longer if the command keeps them.
    /// </param>
    /// <param name="reply">The buffer. It is written to after the command has ended.</param>
    /// <param name="cancellationToken">The command's token.</param>
    public async ValueTask ExecuteAsync(ReadOnlyMemory<byte> message, IBufferWriter<byte> reply, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var answer = await AnswerAsync(message, cancellationToken, out var context, out var request).ConfigureAwait(false);
        try
        {
            // The buffer of the application may throw.
            var exchange = TakeExchange();
            exchange.Write(answer, reply);
            _spareExchange = exchange;
            ReturnToPool(request, context);
        }
        finally
        {
            await context.ReleaseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Disposes the objects that peers created with <c>init</c>, the newest first, and removes all names.</summary>
    /// <exception cref="AggregateException">Some objects threw; all others were disposed.</exception>
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

    private static void ReturnToPool(Request request, CommandContext context)
    {
        if (request.IsPlain && !context.IsKept)
        {
            RequestPool.Return(request);
        }
    }

    // One exchange is reused. If it is in use (by another thread, or by a getter of a result that is being written), a new one is created.
    private LiaisonExchange TakeExchange() =>
        Interlocked.Exchange(ref _spareExchange, null) ?? new LiaisonExchange(new CodecSettings { Json = Json, MaxDepth = Options.MaxDepth });

    [UnconditionalSuppressMessage("Trimming", "IL2072", Justification = "The static type is annotated; of a derived one whatever was kept is reached.")]
    private void ExposeRuntimeType(object value) => Exposure.Expose(value.GetType());
}
