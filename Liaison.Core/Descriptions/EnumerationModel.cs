using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Liaison.Descriptions;

/// <summary>Describes enumerations.</summary>
internal static class EnumerationModel
{
    /// <summary>Describes an enumeration. Each value is written by the serializer, with whatever converter it uses.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "The fields of an enumeration are kept with it.")]
    [UnconditionalSuppressMessage("Trimming", "IL2075", Justification = "The fields of an enumeration are kept with it.")]
    public static ModelDescription Of(Type type, JsonTypeInfo info, string name, Func<MemberInfo, string?> summaries) =>
        new(name, type.IsDefined(typeof(FlagsAttribute), inherit: false) ? ModelKind.Flags : ModelKind.Enumeration)
        {
            Summary = summaries(type),
            Underlying = ScalarTypes.KindOf(Enum.GetUnderlyingType(type)) ?? ValueKind.Int32,
            Values =
            [
                .. from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
                   select new NamedValue(field.Name, JsonSerializer.Serialize(Enum.Parse(type, field.Name), info)) { Summary = summaries(field) },
            ],
        };
}
