using System.Reflection;

namespace Liaison.Values;

/// <summary>Writes the names of types and methods, as used by peers and in messages.</summary>
internal static class TypeName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
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
        [typeof(string)] = "string",
        [typeof(object)] = "object",
        [typeof(void)] = "void",
    };

    private static readonly Dictionary<string, Type> Simple = Keywords
        .Where(entry => entry.Key != typeof(void))
        .SelectMany(entry => new[] { (Name: entry.Value, Type: entry.Key), (Name: entry.Key.FullName!, Type: entry.Key) })
        .ToDictionary(entry => entry.Name, entry => entry.Type, StringComparer.Ordinal);

    /// <summary>
    /// The type for a C# keyword (<c>int</c>), or for the full name of such a type (<c>System.Int32</c>); null for any other name.
    /// </summary>
    public static Type? OfKeyword(string name) => Simple.GetValueOrDefault(name);

    /// <summary>The C# name with namespaces: <c>System.Collections.Generic.List&lt;System.Int32&gt;</c>.</summary>
    public static string Full(Type type) => Write(type, Full, keepNamespace: true);

    /// <summary>The C# name without namespaces: <c>List&lt;int&gt;</c>.</summary>
    public static string Short(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        return Nullable.GetUnderlyingType(type) is { } underlying ? Short(underlying) + "?" : Write(type, Short, keepNamespace: false);
    }

    /// <summary>The type as a value in a message: <c>dotnet:///Assembly/Namespace.Type</c>.</summary>
    public static string Uri(Type type) => $"dotnet:///{type.Assembly.GetName().Name}/{Full(type)}";

    /// <summary>The method as a value in a message: <c>dotnet:///Assembly/Namespace.Type:Method</c>.</summary>
    public static string Uri(MethodBase method) => method.DeclaringType is { } type ? $"{Uri(type)}:{method.Name}" : method.Name;

    private static string Write(Type type, Func<Type, string> part, bool keepNamespace)
    {
        if (type.IsArray)
        {
            return $"{part(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (type.IsGenericParameter || type.IsByRef || type.IsPointer)
        {
            return type.Name;
        }

        var arguments = type.GetGenericArguments();
        return Prefix(type, keepNamespace) + WithArguments(type, arguments, part, keepNamespace);
    }

    private static string Prefix(Type type, bool keepNamespace) =>
        keepNamespace && type.Namespace is { Length: > 0 } ns ? ns + "." : "";

    // The type arguments of a nested type begin with those of its outer types.
    private static string WithArguments(Type type, Type[] arguments, Func<Type, string> part, bool keepOuter)
    {
        var outer = type.DeclaringType;
        var taken = outer?.GetGenericArguments().Length ?? 0;
        var own = arguments.Skip(taken).ToArray();
        var tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        var name = tick < 0 ? type.Name : type.Name[..tick];
        var text = own.Length == 0 ? name : $"{name}<{string.Join(",", own.Select(part))}>";
        return outer is null || !keepOuter ? text : $"{WithArguments(outer, arguments[..taken], part, keepOuter)}.{text}";
    }
}
