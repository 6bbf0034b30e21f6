using System.Collections.Concurrent;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;

namespace Liaison.Tests.Sessions;

/// <summary>Has commands that keep their context or their arguments after the answer, and a command that tells whether it was canceled.</summary>
internal sealed class KeepingCompanion : Companion
{
    private readonly Companion _other = new();

    public KeepingCompanion()
    {
        Add("keeper", this);
        Commands.AddFrom(this);
        _other.Commands.AddFrom(new Other());
    }

    public ConcurrentQueue<(int Number, CommandContext Context)> Contexts { get; } = new();

    public ConcurrentQueue<(int Number, CommandArguments Arguments)> Arguments { get; } = new();

    [Command("keep-context")]
    public int KeepContext(int number, CommandContext context)
    {
        Contexts.Enqueue((number, context));
        return number;
    }

    [Command("keep-arguments")]
    public int KeepArguments(int number, CommandArguments rest)
    {
        Arguments.Enqueue((number, rest));
        return number;
    }

    /// <summary>Keeps its context, and passes it to a command of another companion that keeps nothing.</summary>
    [Command("keep-and-pass")]
    public async Task<object?> KeepAndPassAsync(int number, CommandArguments rest, CommandContext context)
    {
        Contexts.Enqueue((number, context));
        Arguments.Enqueue((number, rest));
        return await _other.InvokeAsync(rest, context);
    }

    [Command("same")]
    public static int Same(int number) => number;

    [Command("was-canceled")]
    public static async Task<bool> WasCanceledAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        return cancellationToken.IsCancellationRequested;
    }

    internal sealed class Other
    {
        [Command("keep-and-pass")]
        public static string Pass(string text) => text;
    }
}
