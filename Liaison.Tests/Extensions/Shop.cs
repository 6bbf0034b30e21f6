using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Extensions;

/// <summary>A companion that the container makes.</summary>
internal sealed class Shop(Journal journal, CompanionOptions options) : Companion(options), IAsyncDisposable
{
    private readonly int _number = journal.Next();

    [Command("number")]
    public int Number() => _number;

    [Command("wait")]
    public async Task<string> WaitAsync(CancellationToken cancellationToken)
    {
        journal.Write("waiting");
        await journal.Written("go").WaitAsync(cancellationToken);
        return "waited";
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await base.DisposeAsync();
        journal.Write($"shop {_number} disposed");
    }
}
