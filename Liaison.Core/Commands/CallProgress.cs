using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Liaison.Commands;

/// <summary>Creates the values of parameters of type <see cref="IProgress{T}"/>.</summary>
internal static class CallProgress
{
    private static readonly MethodInfo CreateDefinition = typeof(CallProgress).GetMethod(nameof(CreateOf), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Whether the type is exactly <see cref="IProgress{T}"/>. A type that implements the interface is an ordinary type.</summary>
    public static bool Is(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IProgress<>);

    /// <summary>The factory for the progress object of one call.</summary>
    /// <param name="type">A type for which <see cref="Is"/> returns true.</param>
    /// <exception cref="NotSupportedException">The code for reports of this value type does not exist (native AOT).</exception>
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "The method needs no annotated type argument.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Where the code of this instantiation does not exist, the call fails and says so.")]
    public static Func<CommandContext, object> FactoryOf(Type type)
    {
        // IProgress<T> is contravariant: an IProgress<object> accepts reports of every reference type.
        var reported = type.GetGenericArguments()[0];
        return reported.IsValueType ? CreateDefinition.MakeGenericMethod(reported).CreateDelegate<Func<CommandContext, object>>() : CreateOf<object?>;
    }

    private static CallProgress<T> CreateOf<T>(CommandContext context) => new CallProgress<T>(context);
}
