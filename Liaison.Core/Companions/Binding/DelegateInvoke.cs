using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Liaison.Companions.Binding;

/// <summary>Finds the method that invokes a delegate.</summary>
internal static class DelegateInvoke
{
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The Invoke method of a delegate that exists is kept.")]
    public static MethodInfo Of(Type type) => type.GetMethod(nameof(Action.Invoke))!;
}
