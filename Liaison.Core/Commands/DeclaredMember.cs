using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Liaison.Commands;

/// <summary>A property of an exception class that is sent in the data of the error.</summary>
/// <param name="Property">The property.</param>
/// <param name="Name">Its name in messages.</param>
internal sealed record DeclaredMember(PropertyInfo Property, string Name)
{
    /// <summary>The properties to send: public, readable, not declared by the framework, and neither ignored nor hidden.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Generated code names the properties of the exceptions that commands declare, which keeps them.")]
    public static IReadOnlyList<DeclaredMember> Of(Type exception, JsonSerializerOptions options)
    {
        var members =
            from property in exception.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            where property.DeclaringType is { } type && type.Assembly != typeof(Exception).Assembly
            where property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && IsShown(property)
            select new DeclaredMember(property, NameOf(property, options));

        // Properties of derived classes come first, so that a property hides the one of its base class.
        return [.. members.DistinctBy(member => member.Name, StringComparer.Ordinal)];
    }

    private static string NameOf(PropertyInfo property, JsonSerializerOptions options) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? options.PropertyNamingPolicy?.ConvertName(property.Name) ?? property.Name;

    // [Hidden] is found by its name, because commands do not know the namespace of companions.
    private static bool IsShown(PropertyInfo property) =>
        property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition != JsonIgnoreCondition.Always
        && !Attribute.GetCustomAttributes(property, inherit: true).Any(attribute => attribute.GetType().Name == "HiddenAttribute");
}
