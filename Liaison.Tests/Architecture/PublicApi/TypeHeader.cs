using System.Reflection;

namespace Liaison.Tests.Architecture.PublicApi;

/// <summary>The line that introduces a type.</summary>
internal static class TypeHeader
{
    public static string Of(Type type)
    {
        var access = type.IsNestedFamily || type.IsNestedFamORAssem ? "protected" : "public";
        return $"{Attributes.Of(type.CustomAttributes)}{access} {Declared(type)}{Constraints(type.GetGenericArguments())}";
    }

    /// <summary>What the type parameters are held to.</summary>
    public static string Constraints(IEnumerable<Type> parameters) => string.Concat(parameters.Select(Constraint));

    private static string Declared(Type type)
    {
        var name = $"{type.Namespace}.{TypeNames.Of(type)}";
        return type switch
        {
            { IsEnum: true } => $"enum {name} : {TypeNames.Of(Enum.GetUnderlyingType(type))}",
            { IsInterface: true } => $"interface {name}{Bases(type)}",
            { IsValueType: true } => $"{Modifiers(type)}{(Members.IsRecord(type) ? "record " : "")}struct {name}{Bases(type)}",
            _ when Members.DelegateInvoke(type) is { } invoke => $"delegate {Members.Returned(invoke)} {name}({Members.Parameters(invoke)})",
            _ => $"{Modifiers(type)}{(Members.IsRecord(type) ? "record" : "class")} {name}{Bases(type)}",
        };
    }

    private static string Modifiers(Type type) => type switch
    {
        { IsValueType: true } => (Has(type, "IsReadOnlyAttribute") ? "readonly " : "") + (type.IsByRefLike ? "ref " : ""),
        { IsAbstract: true, IsSealed: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsSealed: true } => "sealed ",
        _ => "",
    };

    private static string Bases(Type type)
    {
        var inherited = type.BaseType?.GetInterfaces() ?? [];
        var interfaces = type.GetInterfaces();
        var own = interfaces.Except(inherited).Except(interfaces.SelectMany(one => one.GetInterfaces()))
            .Where(one => one.IsVisible && !(Members.IsRecord(type) && one == typeof(IEquatable<>).MakeGenericType(type)))
            .Select(one => TypeNames.Of(one))
            .Order(StringComparer.Ordinal);
        var above = type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? [TypeNames.Of(parent)] : Array.Empty<string>();
        string[] all = [.. above, .. own];
        return all.Length == 0 ? "" : $" : {string.Join(", ", all)}";
    }

    private static string Constraint(Type parameter)
    {
        var flags = parameter.GenericParameterAttributes;
        var parts = new List<string>();
        if (flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint))
        {
            parts.Add("struct");
        }

        if (flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            parts.Add("class");
        }

        parts.AddRange(parameter.GetGenericParameterConstraints().Where(one => one != typeof(ValueType)).Select(one => TypeNames.Of(one)));
        if (flags.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && parts is not ["struct", ..])
        {
            parts.Add("new()");
        }

        var annotations = Attributes.Of(parameter.CustomAttributes);
        return parts.Count == 0 && annotations == "" ? "" : $" where {annotations}{TypeNames.Of(parameter)} : {string.Join(", ", parts)}".TrimEnd(':', ' ');
    }

    private static bool Has(Type type, string attribute) => type.CustomAttributes.Any(one => one.AttributeType.Name == attribute);
}
