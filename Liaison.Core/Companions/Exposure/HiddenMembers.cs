using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Liaison.Companions.Exposure;

/// <summary>Finds the members that <see cref="HiddenAttribute"/> hides.</summary>
internal static class HiddenMembers
{
    /// <summary>
    /// Whether peers may see the member. An override of a hidden member is hidden; a class derived from a hidden type is not.
    /// </summary>
    public static bool IsShown(MemberInfo member) => member switch
    {
        Type => !member.IsDefined(typeof(HiddenAttribute), inherit: false),
        PropertyInfo { GetMethod: { } getter } => IsUnmarked(member) && IsUnmarked(getter),
        _ => IsUnmarked(member),
    };

    /// <summary>Whether the type, or a type that contains it, is hidden.</summary>
    public static bool IsHidden(Type type)
    {
        for (var level = type; level is not null; level = level.DeclaringType)
        {
            if (!IsShown(level))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Keeps hidden members out of replies, and keeps arguments from setting them.</summary>
    public static void HideFromJson(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        foreach (var property in type.Properties)
        {
            if (property.AttributeProvider is not MemberInfo member)
            {
                continue;
            }

            if (!IsShown(member))
            {
                property.ShouldSerialize = static (_, _) => false;
            }

            if (!IsUnmarked(member) || member is PropertyInfo { SetMethod: { } setter } && !IsUnmarked(setter))
            {
                property.Set = null;
                HideFromConstructor(property);
            }
        }
    }

    // A record's property is set by the constructor.
    private static void HideFromConstructor(JsonPropertyInfo property)
    {
        if (property.AssociatedParameter is { } parameter)
        {
            property.CustomConverter = new HiddenArgument(parameter);
        }
    }

    private static bool IsUnmarked(MemberInfo member) => !Attribute.IsDefined(member, typeof(HiddenAttribute), inherit: true);
}
