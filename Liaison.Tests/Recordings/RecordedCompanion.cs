using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Tests.Recordings;

/// <summary>A companion whose conversations are recorded. Public, for the tool to load it.</summary>
/// <param name="greeting">What it greets with.</param>
public sealed class RecordedCompanion(string greeting) : Companion
{
    private int _calls;

    public RecordedCompanion()
        : this("Hello")
    {
    }

    [Command("greet")]
    public string Greet(string name) => $"{greeting}, {name}!";

    [Command("describe")]
    public object Describe() => new { rows = new[] { new { name = "a", calls = ++_calls }, new { name = greeting, calls = _calls } }, when = Environment.TickCount64 };

    [Command("fail")]
    public string Fail(string reason) => throw new InvalidOperationException($"{greeting}: {reason}");

    [Command("sign_in")]
    public string SignIn(string user, string password) => $"{user} {password}";

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
