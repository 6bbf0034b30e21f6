using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Liaison.Companions.Exposure;

/// <summary>What <see cref="HiddenAttribute"/> hides.</summary>
internal static class HiddenMembers
{
    /// <summary>Whether peers may know of the member. What overrides a hidden one is hidden; what derives from a hidden type is not.</summary>
    public static bool IsShown(MemberInfo member) => member switch
    {
        Type => !member.IsDefined(typeof(HiddenAttribute), inherit: false),
        PropertyInfo { GetMethod: { } getter } => IsUnmarked(member) && IsUnmarked(getter),
        _ => IsUnmarked(member),
    };

    /// <summary>Whether the type, or one that it is inside of, is hidden.</summary>
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

    /// <summary>Keeps what is hidden out of replies, and from being set by arguments.</summary>
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
            }
        }
    }

    private static bool IsUnmarked(MemberInfo member) => !Attribute.IsDefined(member, typeof(HiddenAttribute), inherit: true);
}
