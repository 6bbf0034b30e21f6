using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Liaison.Commands;

/// <summary>What generated code has registered for types. Thread-safe.</summary>
internal sealed class GeneratedRegistry<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>
{
    private readonly ConcurrentDictionary<Type, Lazy<T>> _known = new();

    /// <summary>Registers what there is for a type; it is made when it is first asked for.</summary>
    public void Register(Type type, Func<T> make) => _known[type] = new Lazy<T>(make);

    /// <summary>What there is for a type; false where nothing was generated.</summary>
    public bool TryGet(Type type, [MaybeNullWhen(false)] out T value)
    {
        // The code that registers runs when the module is first used, which a type's own name does not do.
        if (!_known.ContainsKey(type))
        {
            RunRegistrations(type);
        }

        var isKnown = _known.TryGetValue(type, out var found);
        value = isKnown ? found!.Value : default;
        return isKnown;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2059", Justification = "The initializer of a module that is there is kept.")]
    private static void RunRegistrations(Type type) => RuntimeHelpers.RunModuleConstructor(type.Module.ModuleHandle);
}
