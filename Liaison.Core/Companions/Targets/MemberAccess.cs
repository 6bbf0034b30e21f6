using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Liaison.Commands;
using Liaison.Companions.Binding;
using Liaison.Companions.Exposure;
using Liaison.Messages;
using Liaison.Values;

namespace Liaison.Companions.Targets;

/// <summary>Steps from an object or a type to one of its members.</summary>
internal sealed class MemberAccess(MemberCache members, ExposurePolicy policy, ArgumentReader reader)
{
    private const int MaxShown = 12;

    /// <summary>The method with this name; null if the member is not a method.</summary>
    /// <exception cref="CommandException">There is no such member, or it is not exposed.</exception>
    public Function? FindMethod(object owner, string name)
    {
        var group = Find(owner, name);
        var instance = owner is TypeTarget ? null : owner;
        var overloads = instance is null ? group.StaticOverloads : group.Overloads;
        return group.IsMethod && overloads.Signatures.Count > 0 ? new Function(instance, overloads) : null;
    }

    /// <summary>The member's value; a handle if the member is a method or a type.</summary>
    /// <exception cref="CommandException">There is no such member, or it is not exposed.</exception>
    public object? Get(object owner, string name)
    {
        var type = TypeOf(owner);
        var instance = owner is TypeTarget ? null : owner;
        var group = Find(owner, name);
        return group.First switch
        {
            MethodInfo => new MethodTarget(instance, group),
            Type nested => new TypeTarget(Close(nested, type)),
            PropertyInfo property => property.GetValue(On(property.GetMethod!.IsStatic, instance, group, type), BindingFlags.DoNotWrapExceptions, null, null, null),
            FieldInfo field => field.GetValue(On(field.IsStatic, instance, group, type)),
            _ => throw new InvalidOperationException($"Unknown kind of member: {group.First.MemberType}."),
        };
    }

    /// <summary>Sets the member, which must be a writable property or field.</summary>
    /// <exception cref="CommandException">
    /// There is no such member, it is not exposed, it is read-only, or the value does not fit.
    /// </exception>
    public void Set(object owner, string name, object? value)
    {
        var type = TypeOf(owner);
        var group = Find(owner, name);
        var instance = owner is TypeTarget ? null : owner;
        switch (group.First)
        {
            case PropertyInfo { SetMethod: { IsPublic: true } setter } property when !IsInitOnly(setter) && HiddenMembers.IsShown(setter):
                property.SetValue(
                    On(setter.IsStatic, instance, group, type), Convert(group, value, property.PropertyType), BindingFlags.DoNotWrapExceptions, null, null, null);
                break;
            case FieldInfo { IsInitOnly: false, IsLiteral: false } field:
                field.SetValue(On(field.IsStatic, instance, group, type), Convert(group, value, field.FieldType));
                break;
            default:
                throw new CommandException(ErrorCode.BadArguments, $"{group.Name} of {TypeName.Full(type)} cannot be set. Only a writable property or field can.");
        }
    }

    private MemberGroup Find(object owner, string name)
    {
        if (owner is MethodTarget method)
        {
            throw new CommandException(ErrorCode.NotFound, $"{method.Name} is a method, and has no member '{name}'. Call it with run.");
        }

        var type = TypeOf(owner);
        return members[type].Find(name)
            ?? (owner is TypeTarget ? null : policy.Extensions.Find(type, name))
            ?? throw Missing(type, name);
    }

    private static Type TypeOf(object owner) => owner is TypeTarget target ? target.Type : owner.GetType();

    private static bool IsInitOnly(MethodInfo setter) =>
        setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit));

    private object? Convert(MemberGroup group, object? value, Type type) =>
        reader.TryConvert(value, type, out var converted, out var problem)
            ? converted
            : throw new CommandException(ErrorCode.BadArguments, $"{group.Name}: {problem}.");

    private static object? On(bool isStatic, object? instance, MemberGroup group, Type type) =>
        isStatic || instance is not null
            ? instance
            : throw new CommandException(
                ErrorCode.NotFound, $"{group.Name} belongs to each {TypeName.Full(type)}, not to the type. Make one with init, and reach the member by its name.");

    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The type arguments are those of a type that exists.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Where the code of this instantiation does not exist, the call fails and says so.")]
    private static Type Close(Type nested, Type outer)
    {
        if (!nested.IsGenericTypeDefinition)
        {
            return nested;
        }

        return nested.GetGenericArguments().Length == outer.GetGenericArguments().Length
            ? nested.MakeGenericType(outer.GetGenericArguments())
            : throw new CommandException(
                ErrorCode.NotFound, $"{TypeName.Short(nested)} of {TypeName.Full(outer)} is generic. Write its type arguments after a dot: {TypeName.Full(nested)}.");
    }

    private CommandException Missing(Type type, string name)
    {
        if (FindUnexposed(type, name) is { } declaring)
        {
            return new CommandException(
                ErrorCode.NotExposed,
                ExposurePolicy.LeadsToReflection(declaring)
                    ? $"'{name}' is declared by {TypeName.Full(declaring)}, which is not exposed, since it leads to reflection. The command members lists what can be reached."
                    : $"'{name}' is declared by {TypeName.Full(declaring)}, which is not exposed. Expose it on the host: companion.Expose<{TypeName.Short(declaring)}>().");
        }

        var names = members[type].Groups.Select(group => group.Name).Order(StringComparer.Ordinal).ToList();
        var shown = string.Join(", ", names.Take(MaxShown)) + (names.Count > MaxShown ? ", and more; the command members lists all of them" : "");
        return new CommandException(
            ErrorCode.NotFound, $"{TypeName.Full(type)} has no member '{name}'.{(names.Count > 0 ? $" It has {shown}." : "")}");
    }

    // Distinguishes a member that does not exist from one whose type must be exposed. A hidden member does not exist.
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "A member that was removed is told as one that does not exist.")]
    private Type? FindUnexposed(Type type, string name)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        return type.GetMembers(Public)
            .FirstOrDefault(member => NameRule.Match(name, member.Name) >= 0 && HiddenMembers.IsShown(member) && !policy.IsExposed(member.DeclaringType!)
                && member is not EventInfo and not ConstructorInfo and not MethodInfo { IsSpecialName: true })
            ?.DeclaringType;
    }
}
