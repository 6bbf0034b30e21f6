using System.ComponentModel;
using System.Runtime.CompilerServices;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Proxies;

/// <summary>Sends a proxy's calls. It first checks that both ends have the same contract, and it restores declared exceptions.</summary>
/// <remarks>For generated code. Thread-safe.</remarks>
/// <param name="caller">The other end.</param>
/// <param name="contract">The contract.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ContractClient(ICommandCaller caller, GeneratedContract contract)
{
    private readonly IContractCaller? _own = caller as IContractCaller;

    /// <summary>Calls a command that returns nothing.</summary>
    public Task InvokeAsync(CommandCall command, IReadOnlyDictionary<string, Func<ErrorMembers, Exception>>? errors, CancellationToken cancellationToken) =>
        InvokeAsync<RawJson>(command, errors, cancellationToken);

    /// <summary>Calls a command that returns a value.</summary>
    public Task<T> InvokeAsync<T>(CommandCall command, IReadOnlyDictionary<string, Func<ErrorMembers, Exception>>? errors, CancellationToken cancellationToken)
    {
        var agreed = AgreeAsync();
        return errors is null && agreed.IsCompletedSuccessfully
            ? caller.InvokeAsync<T>(OfContract(command), cancellationToken)!
            : InvokeAsync<T>(agreed, command, errors, cancellationToken);
    }

    /// <summary>Calls a command that returns a sequence. The call is sent with the first read.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        CommandCall command,
        IReadOnlyDictionary<string, Func<ErrorMembers, Exception>>? errors,
        CancellationToken token,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(token, cancellationToken);
        await AgreeAsync().WaitAsync(both.Token).ConfigureAwait(false);
        var items = caller.StreamAsync<T>(OfContract(command), both.Token).GetAsyncEnumerator(both.Token);
        await using (items.ConfigureAwait(false))
        {
            while (await NextAsync(items, errors).ConfigureAwait(false))
            {
                yield return items.Current!;
            }
        }
    }

    /// <summary>The events of a topic, from the first read until the loop is left.</summary>
    /// <exception cref="NotSupportedException">The other end does not publish topics.</exception>
    public async IAsyncEnumerable<T> ReadEventsAsync<T>(string topic, CancellationToken token, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var own = _own ?? throw new NotSupportedException($"A {caller.GetType().Name} has no events. Read them through a LiaisonClient.");
        using var both = CancellationTokenSource.CreateLinkedTokenSource(token, cancellationToken);
        await AgreeAsync().WaitAsync(both.Token).ConfigureAwait(false);
        await foreach (var value in own.ReadEventsAsync<T>(contract, topic, both.Token).ConfigureAwait(false))
        {
            yield return value!;
        }
    }

    private Task AgreeAsync() => _own?.Checks is { } checks ? checks.EnsureAsync(contract) : Task.CompletedTask;

    private CommandCall OfContract(CommandCall command) => _own is { Checks: null } ? command with { Contract = contract } : command;

    private async Task<T> InvokeAsync<T>(
        Task agreed, CommandCall command, IReadOnlyDictionary<string, Func<ErrorMembers, Exception>>? errors, CancellationToken cancellationToken)
    {
        await agreed.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return (await caller.InvokeAsync<T>(OfContract(command), cancellationToken).ConfigureAwait(false))!;
        }
        catch (LiaisonException failure) when (Declared(failure, errors) is { } declared)
        {
            throw declared;
        }
    }

    private static async ValueTask<bool> NextAsync<T>(IAsyncEnumerator<T> items, IReadOnlyDictionary<string, Func<ErrorMembers, Exception>>? errors)
    {
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        catch (LiaisonException failure) when (Declared(failure, errors) is { } declared)
        {
            throw declared;
        }
    }

    private static Exception? Declared(LiaisonException failure, IReadOnlyDictionary<string, Func<ErrorMembers, Exception>>? errors) =>
        errors?.TryGetValue(failure.Error.Code, out var make) == true ? make(new ErrorMembers(failure)) : null;
}
