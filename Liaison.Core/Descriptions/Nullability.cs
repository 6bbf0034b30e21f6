using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Liaison.Descriptions;

/// <summary>Tells which references in a type and its parts may be null. In a trimmed application this may be unknown.</summary>
internal readonly struct Nullability(NullabilityInfo? info)
{
    /// <summary>Nothing is known: no reference is assumed to be nullable.</summary>
    public static Nullability Unknown => default;

    /// <summary>Whether a reference of the type may be null.</summary>
    /// <remarks>The framework reports an unannotated type parameter as nullable; here it is not.</remarks>
    public bool IsNullable => info is { Type.IsGenericParameter: false } and ({ ReadState: NullabilityState.Nullable } or { WriteState: NullabilityState.Nullable });

    /// <summary>The nullability of an array's elements, or of a type argument.</summary>
    public Nullability Part(int index) =>
        info is null ? Unknown
        : info.ElementType is { } element ? new Nullability(element)
        : index < info.GenericTypeArguments.Length ? new Nullability(info.GenericTypeArguments[index])
        : Unknown;

    /// <summary>The nullability of the last type argument, or of an array's elements.</summary>
    public Nullability Last => Part(info is { GenericTypeArguments.Length: > 1 } ? info.GenericTypeArguments.Length - 1 : 0);

    public static Nullability Of(ParameterInfo? parameter) => Of(Definition(parameter), static (context, parameter) => context.Create(parameter));

    public static Nullability Of(PropertyInfo? property) => Of(Definition(property), static (context, property) => context.Create(property));

    // For a property of Page<Student>, use that of Page<T>: only the definition shows which types are type parameters.
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A property that was removed from the definition was removed from the type.")]
    private static PropertyInfo? Definition(PropertyInfo? property) =>
        property?.DeclaringType is { IsConstructedGenericType: true } type
            ? type.GetGenericTypeDefinition().GetProperties(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).FirstOrDefault(property.HasSameMetadataDefinitionAs)
            : property;

    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "A method that was removed from the definition was removed from the type.")]
    private static ParameterInfo? Definition(ParameterInfo? parameter)
    {
        if (parameter?.Member is not MethodInfo { DeclaringType: { IsConstructedGenericType: true } type } method)
        {
            return parameter;
        }

        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var definition = type.GetGenericTypeDefinition().GetMethods(All).FirstOrDefault(method.HasSameMetadataDefinitionAs);
        return parameter.Position < 0 ? definition?.ReturnParameter : definition?.GetParameters()[parameter.Position];
    }

    private static Nullability Of<T>(T? source, Func<NullabilityInfoContext, T, NullabilityInfo> create)
        where T : class
    {
        try
        {
            return source is null ? Unknown : new Nullability(create(new NullabilityInfoContext(), source));
        }
        catch (InvalidOperationException)
        {
            // A switch for trimming removes the annotations.
            return Unknown;
        }
    }
}
