using System.Reflection;
using System.Runtime.CompilerServices;

namespace Liaison.Tests.Architecture.PublicApi;

/// <summary>A type's public and protected members, one line each.</summary>
internal static class Members
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Of(Type type)
    {
        if (type.IsEnum)
        {
            return type.GetFields(BindingFlags.Public | BindingFlags.Static)
                .OrderBy(field => Convert.ToInt64(field.GetRawConstantValue(), null))
                .Select(field => $"{Attributes.Of(field.CustomAttributes)}{field.Name} = {field.GetRawConstantValue()}");
        }

        return DelegateInvoke(type) is not null
            ? []
            : [
                .. Lines(type.GetFields(Declared).Where(IsSeen), Field),
                .. Lines(type.GetConstructors(Declared).Where(IsSeen), Constructor),
                .. Lines(type.GetProperties(Declared).Where(IsSeen), Property),
                .. Lines(type.GetEvents(Declared).Where(one => IsSeenAccessor(one.AddMethod!)), Event),
                .. Lines(type.GetMethods(Declared).Where(IsSeen), Method),
            ];
    }

    // What the compiler writes for every record is said by the word record; only records have these.
    public static bool IsRecord(Type type) => type.GetMethods(Declared).Any(
        method => method.Name == "PrintMembers" && method.IsDefined(typeof(CompilerGeneratedAttribute)))
        || type.GetMethod("<Clone>$", Declared) is not null;

    public static MethodInfo? DelegateInvoke(Type type) =>
        type.IsSubclassOf(typeof(Delegate)) ? type.GetMethod(nameof(Action.Invoke)) : null;

    public static string Returned(MethodInfo method) =>
        (method.ReturnType.IsByRef ? "ref " : "") + TypeNames.Of(method.ReturnType, NullableFlags.Of(method.ReturnParameter, method));

    public static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static IEnumerable<string> Lines<T>(IEnumerable<T> members, Func<T, string> line)
        where T : MemberInfo =>
        members.Select(member => (member.Name, Line: line(member)))
            .OrderBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Line, StringComparer.Ordinal)
            .Select(one => one.Line);

    private static bool IsSeen(MethodBase method) =>
        (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
        && (method.IsConstructor || !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && (method.Name == "Deconstruct" || !method.IsDefined(typeof(CompilerGeneratedAttribute)));

    private static bool IsSeen(FieldInfo field) =>
        (field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly) && !field.IsSpecialName;

    private static bool IsSeen(PropertyInfo property) =>
        property.Name != "EqualityContract" && property.GetAccessors(nonPublic: true).Any(IsSeenAccessor);

    private static bool IsSeenAccessor(MethodInfo accessor) => accessor.IsPublic || accessor.IsFamily || accessor.IsFamilyOrAssembly;

    private static string Field(FieldInfo field)
    {
        var type = TypeNames.Of(field.FieldType, NullableFlags.Of(field, field.DeclaringType));
        var access = field.IsPublic ? "public" : "protected";
        var kind = field switch
        {
            { IsLiteral: true } => " const",
            { IsStatic: true, IsInitOnly: true } => " static readonly",
            { IsStatic: true } => " static",
            { IsInitOnly: true } => " readonly",
            _ => "",
        };
        var value = field.IsLiteral ? $" = {Literals.Of(field.GetRawConstantValue(), field.FieldType)}" : "";
        return $"{Attributes.Of(field.CustomAttributes)}{access}{kind} {type} {field.Name}{value}";
    }

    private static string Constructor(ConstructorInfo constructor) =>
        $"{Attributes.Of(constructor.CustomAttributes)}{Modifiers(constructor)}{TypeNames.Simple(constructor.DeclaringType!)}({Parameters(constructor)})";

    private static string Property(PropertyInfo property)
    {
        var widest = property.GetAccessors(nonPublic: true).Where(IsSeenAccessor).OrderByDescending(accessor => accessor.IsPublic).First();
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var type = TypeNames.Of(property.PropertyType, NullableFlags.Of(property, property.DeclaringType));
        var indexes = property.GetIndexParameters();
        var name = indexes.Length == 0 ? property.Name : $"this[{string.Join(", ", indexes.Select(Parameter))}]";
        var accessors = Accessor(property.GetMethod, "get", widest) + Accessor(property.SetMethod, IsInit(property) ? "init" : "set", widest);
        return $"{Attributes.Of(property.CustomAttributes)}{Modifiers(widest)}{required}{type} {name} {{ {accessors}}}";
    }

    private static bool IsInit(PropertyInfo property) =>
        property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;

    private static string Accessor(MethodInfo? accessor, string word, MethodInfo widest)
    {
        if (accessor is null || !IsSeenAccessor(accessor))
        {
            return "";
        }

        return (accessor.IsPublic == widest.IsPublic ? word : "protected " + word) + "; ";
    }

    private static string Event(EventInfo one)
    {
        var type = TypeNames.Of(one.EventHandlerType!, NullableFlags.Of(one, one.DeclaringType));
        return $"{Attributes.Of(one.CustomAttributes)}{Modifiers(one.AddMethod!)}event {type} {one.Name}";
    }

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(one => one.Name))}>" : "";
        var constraints = method.IsGenericMethod ? TypeHeader.Constraints(method.GetGenericArguments()) : "";
        var extension = method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "";
        var attributes = Attributes.Of(method.CustomAttributes) + Attributes.Of(method.ReturnParameter.CustomAttributes, "return: ");
        return $"{attributes}{Modifiers(method)}{Returned(method)} {method.Name}{generic}({extension}{Parameters(method)}){constraints}";
    }

    private static string Modifiers(MethodBase method)
    {
        if (method.DeclaringType!.IsInterface)
        {
            return (method.IsStatic ? "static " : "") + (method.IsStatic || method.IsAbstract ? "" : "virtual ");
        }

        var access = method.IsPublic ? "public " : "protected ";
        return access + method switch
        {
            { IsStatic: true } => "static ",
            MethodInfo own when Overrides(own) => own.IsFinal ? "sealed override " : "override ",
            { IsAbstract: true } => "abstract ",
            { IsVirtual: true, IsFinal: false } => "virtual ",
            _ => "",
        };
    }

    // An override that returns a more derived type is a new method to the runtime.
    private static bool Overrides(MethodInfo method) =>
        method.GetBaseDefinition() != method || method.IsDefined(typeof(PreserveBaseOverridesAttribute), inherit: false);

    private static string Parameter(ParameterInfo parameter)
    {
        var all = parameter.IsDefined(typeof(ParamArrayAttribute)) || parameter.IsDefined(typeof(ParamCollectionAttribute)) ? "params " : "";
        var value = parameter.HasDefaultValue ? $" = {Literals.Of(parameter.RawDefaultValue, parameter.ParameterType)}" : "";
        return $"{Attributes.Of(parameter.CustomAttributes)}{all}{TypeNames.Of(parameter)} {parameter.Name}{value}";
    }
}
