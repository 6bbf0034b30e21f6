using System.Reflection;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Tests.Calling;

/// <summary>Calls a method as generated code does, for functions of which none is generated: each argument is read as the parameter's type.</summary>
internal static class TypedInvoker
{
    private delegate object? Reader(in BoundArguments arguments, int place);

    public static CommandInvoker Of(MethodInfo method)
    {
        Reader[] readers = [.. new CallSignature(method).Parameters.Select(ReaderOf)];
        var give = Generic<Func<object?, ValueTask<CommandResult>>>(nameof(Give), method.ReturnType == typeof(void) ? typeof(object) : method.ReturnType);
        return (object? target, in BoundArguments arguments) =>
        {
            var values = new object?[readers.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = readers[i](arguments, i);
            }

            return give(method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, values, null));
        };
    }

    private static Reader ReaderOf(CallParameter parameter) => parameter.Role switch
    {
        ParameterRole.Token => static (in arguments, _) => arguments.CancellationToken,
        ParameterRole.Context => static (in arguments, _) => arguments.Context,
        ParameterRole.Rest => static (in arguments, _) => arguments.Rest,
        ParameterRole.Progress => Generic<Reader>(nameof(Progress), parameter.Type.GetGenericArguments()[0]),
        ParameterRole.Params => Generic<Reader>(nameof(Collect), parameter.ElementType!),
        ParameterRole.Keywords => Generic<Reader>(nameof(Keywords), parameter.ElementType!),
        _ => Generic<Reader>(nameof(Read), parameter.Type),
    };

    private static T Generic<T>(string name, Type argument)
        where T : Delegate =>
        typeof(TypedInvoker).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(argument).CreateDelegate<T>();

    private static object? Read<T>(in BoundArguments arguments, int place) => arguments.Read<T>(place);

    private static T[] Collect<T>(in BoundArguments arguments, int place) => arguments.Collect<T>(place);

    private static Dictionary<string, T> Keywords<T>(in BoundArguments arguments, int place) => arguments.Keywords<T>(place);

    private static IProgress<T> Progress<T>(in BoundArguments arguments, int place) => arguments.Progress<T>();

    private static ValueTask<CommandResult> Give<T>(object? value) => value is T given ? CommandReturn.Of(given) : default;
}
