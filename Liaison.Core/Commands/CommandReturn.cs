using System.ComponentModel;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>Awaits the return value of a method, of whatever type, and makes it the command's result.</summary>
/// <remarks>For generated code. The declared return type of the method selects the overload.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CommandReturn
{
    /// <summary>The result of a method that returns a value. A value that is awaitable at run time is awaited.</summary>
    public static ValueTask<CommandResult> Of<T>(T value) =>
        IsPlain<T>() || value is null ? new(CommandResult.Of(value)) : Awaited(ReturnAwaiter.Of(typeof(T)).AwaitAsync(value));

    /// <summary>The result of a method that returns an asynchronous sequence: the sequence itself, which is read later.</summary>
    public static ValueTask<CommandResult> Of<T>(IAsyncEnumerable<T>? sequence)
    {
        SequenceReader.Know<T>();
        return new(CommandResult.Of<object?>(sequence));
    }

    /// <summary>The result of a method that returns a task: none, after the task ended.</summary>
    public static ValueTask<CommandResult> Of(Task? task) => task is null or { IsCompletedSuccessfully: true } ? default : AwaitAsync(task);

    /// <summary>The result of a method that returns a task of a value.</summary>
    public static ValueTask<CommandResult> Of<T>(Task<T>? task) =>
        task is null ? default : Of(new ValueTask<T>(task));

    /// <summary>The result of a method that returns a value task: none, after the task ended.</summary>
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

    /// <summary>The result of an awaited value, as an object.</summary>
    internal static ValueTask<CommandResult> Awaited(ValueTask<object?> value) =>
        value.IsCompletedSuccessfully ? new(CommandResult.Of(value.Result)) : AwaitAsync(value);

    // Strings and primitives are never awaitable. Other values may be, whatever their declared type.
    private static bool IsPlain<T>() => typeof(T) == typeof(string) || (typeof(T).IsValueType && typeof(T).IsPrimitive);

    private static async ValueTask<CommandResult> AwaitAsync(Task task)
    {
        await task.ConfigureAwait(false);
        return default;
    }

    private static async ValueTask<CommandResult> AwaitAsync<T>(ValueTask<T> task) => CommandResult.Of(await task.ConfigureAwait(false));
}
