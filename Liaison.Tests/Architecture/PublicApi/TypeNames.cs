using System.Reflection;

namespace Liaison.Tests.Architecture.PublicApi;

/// <summary>Types as C# writes them, without namespaces.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(char)] = "char",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(nint)] = "nint",
        [typeof(nuint)] = "nuint",
    };

    /// <summary>The type of a parameter, with <c>ref</c>, <c>in</c> or <c>out</c>.</summary>
    public static string Of(ParameterInfo parameter)
    {
        var kind = (parameter.ParameterType.IsByRef, parameter.IsOut, parameter.IsIn) switch
        {
            (false, _, _) => "",
            (true, true, _) => "out ",
            (true, _, true) => "in ",
            _ => "ref ",
        };
        return kind + Of(parameter.ParameterType, NullableFlags.Of(parameter, parameter.Member));
    }

    /// <summary>The type with a question mark on each part that may be null.</summary>
    public static string Of(Type type, NullableFlags? nullable = null)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullable);
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            nullable?.Next();
            return Of(underlying, nullable) + "?";
        }

        // The compiler skips value types, but for generic ones.
        var mark = (!type.IsValueType || type.IsGenericType) && nullable?.Next() == true ? "?" : "";
        return (type.IsArray
            ? $"{Of(type.GetElementType()!, nullable)}[{new string(',', type.GetArrayRank() - 1)}]"
            : Named(type, nullable)) + mark;
    }

    private static string Named(Type type, NullableFlags? nullable)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        var outer = type is { IsNested: true, IsGenericParameter: false } ? Of(type.DeclaringType!) + "." : "";
        return outer + Simple(type) + Arguments(type, nullable);
    }

    /// <summary>The name without arity.</summary>
    public static string Simple(Type type) => type.Name.Split('`')[0];

    private static string Arguments(Type type, NullableFlags? nullable)
    {
        var inherited = type.DeclaringType?.GetGenericArguments().Length ?? 0;
        var arguments = type.GetGenericArguments().Skip(type.IsNested ? inherited : 0).Select(argument => Of(argument, nullable)).ToList();
        return arguments.Count == 0 || type.IsGenericParameter ? "" : $"<{string.Join(", ", arguments)}>";
    }
}
