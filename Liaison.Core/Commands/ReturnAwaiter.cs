using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Liaison.Commands;

/// <summary>Awaits what a method of a given return type gave, whatever kind of awaitable that is.</summary>
internal sealed class ReturnAwaiter
{
    private static readonly ConditionalWeakTable<Type, ReturnAwaiter> Known = [];

    private readonly bool _plain;
    private readonly MethodInfo? _asTask;
    private readonly MethodInfo? _getResult;
    private readonly MethodInfo? _getAwaiter;

    private ReturnAwaiter(Type resultType, MethodInfo? asTask = null, MethodInfo? getAwaiter = null, MethodInfo? getResult = null)
    {
        ResultType = resultType;
        _plain = getResult is null && (resultType.IsValueType || resultType.IsSealed);
        _asTask = asTask;
        _getAwaiter = getAwaiter;
        _getResult = getResult;
    }

    /// <summary>The type of the result once it was awaited; <see cref="void"/> for none.</summary>
    public Type ResultType { get; }

    public static ReturnAwaiter Of(Type type) => Known.GetValue(type, Create);

    /// <summary>The result; null where there is none. A value that is no awaitable is its own result.</summary>
    public ValueTask<object?> AwaitAsync(object? returned)
    {
        if (_plain && ResultType != typeof(void))
        {
            return new ValueTask<object?>(returned);
        }

        switch (returned)
        {
            case null:
                return new ValueTask<object?>((object?)null);
            case ValueTask<object?> task:
                return task;
            case Task task:
                return AwaitTaskAsync(task);
            case ValueTask task:
                return AwaitTaskAsync(task.AsTask());
            default:
                return AwaitOtherAsync(returned);
        }
    }

    // An awaitable of the application's own is known by its GetAwaiter, which is kept if the application awaits one anywhere.
    [DynamicDependency(nameof(ValueTask<>.AsTask), typeof(ValueTask<>))]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "AsTask is kept; an awaitable without its members is told as a value, and the guide says how to keep them.")]
    private static ReturnAwaiter Create(Type type)
    {
        if (type == typeof(void) || type == typeof(Task) || type == typeof(ValueTask))
        {
            return new ReturnAwaiter(typeof(void));
        }

        if (BaseTask(type) is { } task)
        {
            return new ReturnAwaiter(task.GetGenericArguments()[0], getResult: ResultOf(task));
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            var asTask = type.GetMethod(nameof(ValueTask<int>.AsTask))!;
            return new ReturnAwaiter(type.GetGenericArguments()[0], asTask, getResult: ResultOf(asTask.ReturnType));
        }

        if (type.GetMethod("GetAwaiter", BindingFlags.Public | BindingFlags.Instance, []) is { } getAwaiter
            && typeof(INotifyCompletion).IsAssignableFrom(getAwaiter.ReturnType)
            && GetResultOf(getAwaiter.ReturnType) is { } getResult)
        {
            return new ReturnAwaiter(getResult.ReturnType, getAwaiter: getAwaiter, getResult: getResult);
        }

        return new ReturnAwaiter(type);
    }

    private static Type? BaseTask(Type? type)
    {
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)))
        {
            type = type.BaseType;
        }

        return type;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Task<T>.Result is kept: the framework's own code calls it.")]
    private static MethodInfo ResultOf(Type task) => task.GetProperty("Result")!.GetMethod!;

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "As above: an awaiter without its members is none, and what it comes from is told as a value.")]
    private static MethodInfo? GetResultOf(Type awaiter) => awaiter.GetMethod("GetResult", BindingFlags.Public | BindingFlags.Instance, []);

    private async ValueTask<object?> AwaitTaskAsync(Task task)
    {
        await task.ConfigureAwait(false);
        if (ResultType == typeof(void))
        {
            return null;
        }

        // A method that is declared to return an object may have returned a task; its own type then says what the task holds.
        return _getResult?.DeclaringType?.IsInstanceOfType(task) == true
            ? Invoke(_getResult, task)
            : OfUndeclared(task);
    }

    // Reflection would wrap what the awaitable throws.
    private static object? Invoke(MethodInfo method, object on) => method.Invoke(on, BindingFlags.DoNotWrapExceptions, null, null, null);

    private static object? OfUndeclared(Task task)
    {
        var awaiter = Of(task.GetType());
        return awaiter._getResult is null || awaiter.ResultType.Name == "VoidTaskResult" ? null : Invoke(awaiter._getResult, task);
    }

    private async ValueTask<object?> AwaitOtherAsync(object returned)
    {
        if (_asTask is not null)
        {
            return await AwaitTaskAsync((Task)Invoke(_asTask, returned)!).ConfigureAwait(false);
        }

        if (_getAwaiter is null)
        {
            var own = Of(returned.GetType());
            return own._asTask is null && own._getAwaiter is null ? returned : await own.AwaitOtherAsync(returned).ConfigureAwait(false);
        }

        var awaiter = Invoke(_getAwaiter, returned)!;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ((INotifyCompletion)awaiter).OnCompleted(done.SetResult);
        await done.Task.ConfigureAwait(false);
        return Invoke(_getResult!, awaiter);
    }
}
