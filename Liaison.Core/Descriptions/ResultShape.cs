using System.Reflection;
using Liaison.Commands;

namespace Liaison.Descriptions;

/// <summary>The shape of a method's result after it was awaited; for a stream, the shape of each item.</summary>
internal static class ResultShape
{
    public static (Type Type, Nullability Nullability, bool IsStream) Of(MethodInfo method)
    {
        var type = method.ReturnType;
        var nullability = Nullability.Of(method.ReturnParameter);
        if (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)))
        {
            (type, nullability) = (type.GetGenericArguments()[0], nullability.Part(0));
        }
        else
        {
            type = ReturnAwaiter.Of(type).ResultType;
        }

        return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)
            ? (type.GetGenericArguments()[0], nullability.Part(0), true)
            : (type, nullability, false);
    }
}
