using System.ComponentModel;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>Awaits what a method returned, whatever it is, and makes it the command's result.</summary>
/// <remarks>For generated code. The overload is chosen by the type that the method declares.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CommandReturn
{
    /// <summary>The result of a method that returns a value. An awaitable that is declared as something else is awaited.</summary>
    public static ValueTask<CommandResult> Of<T>(T value) =>
        IsPlain<T>() || value is null ? new(CommandResult.Of(value)) : Awaited(ReturnAwaiter.Of(typeof(T)).AwaitAsync(value));

    /// <summary>The result of a method that returns an asynchronous sequence: the sequence, which is read later.</summary>
    public static ValueTask<CommandResult> Of<T>(IAsyncEnumerable<T>? sequence)
    {
        SequenceReader.Know<T>();
        return new(CommandResult.Of<object?>(sequence));
    }

    /// <summary>The result of a method that returns a task: none.</summary>
    public static ValueTask<CommandResult> Of(Task? task) => task is null or { IsCompletedSuccessfully: true } ? default : AwaitAsync(task);

    /// <summary>The result of a method that returns a task of a value.</summary>
    public static ValueTask<CommandResult> Of<T>(Task<T>? task) =>
        task is null ? default : Of(new ValueTask<T>(task));

    /// <summary>The result of a method that returns a value task: none.</summary>
    public static ValueTask<CommandResult> Of(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
        {
            return AwaitAsync(task.AsTask());
        }

        task.GetAwaiter().GetResult();
        return default;
    }

    /// <summary>The result of a method that returns a value task of a value.</summary>
    public static ValueTask<CommandResult> Of<T>(ValueTask<T> task) => task.IsCompletedSuccessfully ? new(CommandResult.Of(task.Result)) : AwaitAsync(task);

    /// <summary>A result that was already awaited, as an object.</summary>
    internal static ValueTask<CommandResult> Awaited(ValueTask<object?> value) =>
        value.IsCompletedSuccessfully ? new(CommandResult.Of(value.Result)) : AwaitAsync(value);

    // What a value type or a sealed class is, its declaration says; the others may be awaitable although nothing says so.
    private static bool IsPlain<T>() => typeof(T) == typeof(string) || (typeof(T).IsValueType && typeof(T).IsPrimitive);

    private static async ValueTask<CommandResult> AwaitAsync(Task task)
    {
        await task.ConfigureAwait(false);
        return default;
    }

    private static async ValueTask<CommandResult> AwaitAsync<T>(ValueTask<T> task) => CommandResult.Of(await task.ConfigureAwait(false));
}
