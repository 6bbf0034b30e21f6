using System.Collections.Concurrent;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Descriptions;
using Liaison.Messages;

namespace Liaison.Proxies;

/// <summary>Asks the host, once for each contract of a connection, whether it means the same. Thread-safe.</summary>
internal sealed class ContractChecks(ICommandCaller host, JsonSerializerOptions json)
{
    private readonly ConcurrentDictionary<Type, Lazy<Task>> _asked = new();

    /// <summary>Ends when the host has agreed, or does not know the question.</summary>
    /// <exception cref="LiaisonException">The host means another contract, or the connection ended.</exception>
    public Task EnsureAsync(GeneratedContract contract)
    {
        var asked = _asked.GetOrAdd(contract.Type, static (_, self) => new Lazy<Task>(() => self.Checks.AskAsync(self.Contract)), (Checks: this, Contract: contract));
        if (asked.Value.IsFaulted && !IsMismatch(asked.Value.Exception))
        {
            // The next call asks again: this one may have come before the connection was signed in.
            _asked.TryRemove(KeyValuePair.Create(contract.Type, asked));
        }

        return asked.Value;
    }

    private async Task AskAsync(GeneratedContract contract)
    {
        var fingerprint = FingerprintOf(contract);
        var question = new CommandCall("contract") { Arguments = [fingerprint.Name, fingerprint.Hash, fingerprint.Members], ResolvesReferences = false };
        try
        {
            await host.InvokeAsync<RawJson>(question).ConfigureAwait(false);
        }
        catch (LiaisonException refusal) when (refusal.Error.Code is ErrorCode.UnknownCommand or ErrorCode.NotFound)
        {
            // A host of another library, which has no such command.
        }
        catch (LiaisonException refusal) when (refusal.Error.Code is ErrorCode.Unauthorized)
        {
            _asked.TryRemove(contract.Type, out _);
        }
        catch (NotSupportedException)
        {
            // A protocol that has no form for the question.
        }
    }

    private ContractFingerprint FingerprintOf(GeneratedContract contract)
    {
        var describer = new ContractDescriber(json, AttributeDocumentation.Instance);
        describer.Add(contract);
        return ContractFingerprint.Of(describer.Describe(contract.Type.Name, ""), contract.Type.Name);
    }

    private static bool IsMismatch(AggregateException failure) => failure.InnerException is LiaisonException { Error.Code: ErrorCode.ContractMismatch };
}
