using System.Collections.Concurrent;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Descriptions;
using Liaison.Messages;

namespace Liaison.Proxies;

/// <summary>Asks the host whether it has the same contract, once per contract and connection. Thread-safe.</summary>
internal sealed class ContractChecks(ICommandCaller host, JsonSerializerOptions json)
{
    private readonly ConcurrentDictionary<Type, Lazy<Task>> _asked = new();

    /// <summary>Completes when the host has confirmed the contract, or does not know the question.</summary>
    /// <exception cref="LiaisonException">The host has a different contract, or the connection ended.</exception>
    public Task EnsureAsync(GeneratedContract contract)
    {
        var asked = _asked.GetOrAdd(contract.Type, static (_, self) => new Lazy<Task>(() => self.Checks.AskAsync(self.Contract)), (Checks: this, Contract: contract));
        if (asked.Value.IsFaulted && !IsMismatch(asked.Value.Exception))
        {
            // The next call asks again: this question may have been sent before the connection was authenticated.
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
            // The host uses another library, which does not have this command.
        }
        catch (LiaisonException refusal) when (refusal.Error.Code is ErrorCode.Unauthorized)
        {
            _asked.TryRemove(contract.Type, out _);
        }
        catch (NotSupportedException)
        {
            // The protocol cannot express the question.
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
