using System.ComponentModel;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>The arguments of one call, each at the index of its parameter.</summary>
/// <remarks>For generated code, which knows the parameter types and so reads the values without boxing.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct BoundArguments
{
    private readonly CallBinder _binder;
    private readonly ArgumentMap _map;
    private readonly ReadOnlySpan<CallArgument> _prepared;
    private readonly CommandArguments _raw;
    private readonly bool _nested;

    internal BoundArguments(
        CallBinder binder, ArgumentMap map, ReadOnlySpan<CallArgument> prepared, CommandArguments raw, bool nested, CommandContext context)
    {
        _binder = binder;
        _map = map;
        _prepared = prepared;
        _raw = raw;
        _nested = nested;
        Context = context;
    }

    /// <summary>The call.</summary>
    public CommandContext Context { get; }

    /// <summary>The call's token.</summary>
    public CancellationToken CancellationToken => Context.CancellationToken;

    /// <summary>All remaining arguments, unread.</summary>
    public CommandArguments Rest => CallBinder.Rest(_map, _raw);

    /// <summary>Reads the argument of a parameter that takes one. Returns the parameter's default if there is no argument.</summary>
    /// <param name="parameter">The parameter's index.</param>
    /// <exception cref="CommandException">The argument does not fit; the message names the argument and the expected form.</exception>
    public T Read<T>(int parameter) => _binder.ReadBound<T>(_map, parameter, _prepared, _raw, _nested);

    /// <summary>Reads the remaining positional arguments for a parameter that collects them.</summary>
    /// <param name="parameter">The parameter's index.</param>
    /// <exception cref="CommandException">An argument does not fit; the message names the argument and the expected form.</exception>
    public T[] Collect<T>(int parameter) => (T[])_binder.Params(_map, parameter, _prepared, _nested);

    /// <summary>Reads the remaining named arguments for a parameter that collects them.</summary>
    /// <param name="parameter">The parameter's index.</param>
    /// <exception cref="CommandException">An argument does not fit; the message names the argument and the expected form.</exception>
    public Dictionary<string, T> Keywords<T>(int parameter) => _binder.KeywordsOf<T>(_map, _map.Signature.Parameters[parameter], _prepared, _nested);

    /// <summary>Creates the object that sends the call's reports to the caller.</summary>
    public IProgress<T> Progress<T>() => new CallProgress<T>(Context);
}
