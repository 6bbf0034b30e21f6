using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Liaison.Tests.Architecture.PublicApi;

/// <summary>The attributes that a caller can tell the presence of.</summary>
internal static class Attributes
{
    private static readonly HashSet<string> OfInterest =
    [
        nameof(ObsoleteAttribute), nameof(FlagsAttribute), nameof(AttributeUsageAttribute), nameof(ExperimentalAttribute),
        nameof(RequiresUnreferencedCodeAttribute), nameof(RequiresDynamicCodeAttribute), nameof(DynamicallyAccessedMembersAttribute),
        nameof(NotNullWhenAttribute), nameof(MaybeNullWhenAttribute), nameof(NotNullAttribute), nameof(MaybeNullAttribute),
        nameof(AllowNullAttribute), nameof(DisallowNullAttribute), nameof(NotNullIfNotNullAttribute), nameof(MemberNotNullWhenAttribute),
        nameof(DoesNotReturnAttribute), nameof(SetsRequiredMembersAttribute), nameof(StringSyntaxAttribute),
        nameof(CallerArgumentExpressionAttribute), nameof(CallerMemberNameAttribute), nameof(OverloadResolutionPriorityAttribute),
    ];

    /// <summary>The attributes in brackets, sorted, with a space at the end; empty where there are none.</summary>
    public static string Of(IEnumerable<CustomAttributeData> attributes, string target = "") => string.Concat(
        attributes.Where(Matters).Select(attribute => $"[{target}{Written(attribute)}] ").Order(StringComparer.Ordinal));

    // Ours all matter: a command's name is as public as a method's.
    private static bool Matters(CustomAttributeData attribute) =>
        (OfInterest.Contains(attribute.AttributeType.Name) && !IsForOldCompilers(attribute))
        || attribute.AttributeType.Namespace?.Split('.')[0] == nameof(Liaison);

    // Written on the constructors of every type with a required member.
    private static bool IsForOldCompilers(CustomAttributeData attribute) =>
        attribute.ConstructorArguments is [{ Value: string text }, ..] && text.Contains("not supported in this version of your compiler", StringComparison.Ordinal);

    private static string Written(CustomAttributeData attribute)
    {
        var name = attribute.AttributeType.Name;
        var arguments = attribute.ConstructorArguments.Select(Literals.Of)
            .Concat(attribute.NamedArguments.Select(named => $"{named.MemberName} = {Literals.Of(named.TypedValue)}"))
            .ToList();
        return name[..^nameof(Attribute).Length] + (arguments.Count == 0 ? "" : $"({string.Join(", ", arguments)})");
    }
}
