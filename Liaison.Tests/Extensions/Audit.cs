using Liaison.Commands;

namespace Liaison.Tests.Extensions;

/// <summary>A filter that takes services, and answers with its number and the count of calls that it has seen.</summary>
internal sealed class Audit(Journal journal, Audit.Note? note = null) : ICommandFilter, IAsyncDisposable
{
    private readonly int _number = journal.Next();
    private int _count;

    public async ValueTask InvokeAsync(CommandContext context, CommandNext next)
    {
        note?.Text = $"seen by {_number}";
        await next(context);
        context.Result = $"{_number}.{++_count} {context.Result}";
    }

    public ValueTask DisposeAsync()
    {
        journal.Write($"disposed audit {_number}");
        return ValueTask.CompletedTask;
    }

    /// <summary>A service that a filter and a command share.</summary>
    internal sealed class Note
    {
        public string Text { get; set; } = "";
    }
}
