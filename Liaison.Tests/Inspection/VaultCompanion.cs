using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Inspection;

/// <summary>A companion that is told secrets.</summary>
internal sealed class VaultCompanion : Companion
{
    [Command("sign_in")]
    public string SignIn(string user, string password) => password == "wrong" ? throw new InvalidOperationException("No.") : $"Welcome, {user}";

    [Command("keep")]
    public IReadOnlyDictionary<string, string> Keep(IReadOnlyDictionary<string, string> settings) => settings;

    [Command("invert")]
    public byte[] Invert(ReadOnlyMemory<byte> bytes) => [.. bytes.ToArray().Select(b => (byte)~b)];

    [Command("text")]
    public string Text(int length) => new('x', length);

    [Command("ask")]
    public Task<string?> AskAsync(string question, CommandContext context) => context.Peer!.InvokeAsync<string>("answer", [question]);

    [Command("count")]
    public async IAsyncEnumerable<int> CountAsync(int to, IProgress<int> progress)
    {
        for (var i = 1; i <= to; i++)
        {
            await Task.Yield();
            progress.Report(i);
            yield return i;
        }
    }
}
