using System.ComponentModel;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>The arguments of one call, each at the place of the parameter that takes it.</summary>
/// <remarks>For generated code, which knows the types and so reads them without an object for each.</remarks>
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

    /// <summary>All arguments that are left, unread.</summary>
    public CommandArguments Rest => CallBinder.Rest(_map, _raw);

    /// <summary>The value of a parameter that takes one argument, or the default where there is none.</summary>
    /// <param name="parameter">The parameter's place.</param>
    /// <exception cref="CommandException">The argument does not fit; the message names it, and what would.</exception>
    public T Read<T>(int parameter) => _binder.ReadBound<T>(_map, parameter, _prepared, _raw, _nested);

    /// <summary>The value of a parameter that collects the positional arguments that are left.</summary>
    /// <param name="parameter">The parameter's place.</param>
    /// <exception cref="CommandException">An argument does not fit; the message names it, and what would.</exception>
    public T[] Collect<T>(int parameter) => (T[])_binder.Params(_map, parameter, _prepared, _nested);

    /// <summary>The value of a parameter that collects the arguments by name that are left.</summary>
    /// <param name="parameter">The parameter's place.</param>
    /// <exception cref="CommandException">An argument does not fit; the message names it, and what would.</exception>
    public Dictionary<string, T> Keywords<T>(int parameter) => _binder.KeywordsOf<T>(_map, _map.Signature.Parameters[parameter], _prepared, _nested);

    /// <summary>What takes the call's reports.</summary>
    public IProgress<T> Progress<T>() => new CallProgress<T>(Context);
}
