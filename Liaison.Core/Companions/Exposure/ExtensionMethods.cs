using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Liaison.Commands;
using Liaison.Companions.Binding;
using Liaison.Messages;

namespace Liaison.Companions.Exposure;

/// <summary>The extension methods of exposed static classes. Peers call them like methods of the objects that they extend.</summary>
internal sealed class ExtensionMethods(IEnumerable<Type> types)
{
    private readonly List<MethodInfo> _methods = [.. types.Where(IsHolder).SelectMany(MethodsOf)];

    /// <summary>The overloads with this name that extend the type; null if there are none.</summary>
    /// <exception cref="CommandException">Several names match equally well.</exception>
    public MemberGroup? Find(Type type, string name)
    {
        for (var way = 0; way < NameRule.Ways; way++)
        {
            var found = _methods.FindAll(method => NameRule.Match(name, method.Name) == way && Extends(method, type));
            if (found.Find(method => method.Name != found[0].Name) is { } other)
            {
                throw new CommandException(ErrorCode.Ambiguous, $"'{name}' may mean '{found[0].Name}' or '{other.Name}'. Write the name exactly.");
            }

            if (found.Count > 0)
            {
                return MemberGroup.OfExtensions(found);
            }
        }

        return null;
    }

    private static bool IsHolder(Type type) => type is { IsAbstract: true, IsSealed: true } && type.IsDefined(typeof(ExtensionAttribute), inherit: false);

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Exposed types were annotated, or come from members that require unreferenced code.")]
    private static IEnumerable<MethodInfo> MethodsOf(Type type) =>
        type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.IsDefined(typeof(ExtensionAttribute), inherit: false) && HiddenMembers.IsShown(method));

    // Generic extension methods are left out, since their type arguments would depend on the object too. Peers can call them by their
    // class.
    private static bool Extends(MethodInfo method, Type type) => method.GetParameters()[0].ParameterType.IsAssignableFrom(type);
}
