using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Liaison.Commands;

/// <summary>Holds what generated code registers for types. Thread-safe.</summary>
internal sealed class GeneratedRegistry<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>
{
    private readonly ConcurrentDictionary<Type, Lazy<T>> _known = new();

    /// <summary>Registers a factory for a type. It is called once, when the type is first looked up.</summary>
    public void Register(Type type, Func<T> make) => _known[type] = new Lazy<T>(make);

    /// <summary>Finds the registered object of a type; false if no code was generated for the type.</summary>
    public bool TryGet(Type type, [MaybeNullWhen(false)] out T value)
    {
        // Registration runs in the module's initializer. Naming a type does not run it, so it is run here.
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
