using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Liaison.Commands;

/// <summary>Awaits what a method returned, for one return type and any kind of awaitable.</summary>
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

    /// <summary>The type of the result after it was awaited; <see cref="void"/> for none.</summary>
    public Type ResultType { get; }

    public static ReturnAwaiter Of(Type type) => Known.GetValue(type, Create);

    /// <summary>The result; null if there is none. A value that is not awaitable is returned as it is.</summary>
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

    // A custom awaitable is recognized by its GetAwaiter method. The trimmer keeps that method if the application awaits the type anywhere.
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

        // A method whose return type is object may have returned a task. The task's own type then tells the type of its result.
        return _getResult?.DeclaringType?.IsInstanceOfType(task) == true
            ? Invoke(_getResult, task)
            : OfUndeclared(task);
    }

    // DoNotWrapExceptions: reflection would wrap the awaitable's exception.
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
