using Liaison.Protocols;

namespace Liaison.Generators;

/// <summary>What a specification's types are in C#.</summary>
/// <param name="ns">The namespace of the models, with a dot behind it; empty where the code is in it.</param>
internal sealed class SpecificationTypes(string ns)
{
    private const string Global = "global::System.Collections.Generic.";

    /// <summary>The type.</summary>
    public string Of(DeclaredType type) => type.Kind switch
    {
        DeclaredTypeKind.Boolean => "bool",
        DeclaredTypeKind.Int8 => "sbyte",
        DeclaredTypeKind.UInt8 => "byte",
        DeclaredTypeKind.Int16 => "short",
        DeclaredTypeKind.UInt16 => "ushort",
        DeclaredTypeKind.Int32 => "int",
        DeclaredTypeKind.UInt32 => "uint",
        DeclaredTypeKind.Int64 => "long",
        DeclaredTypeKind.UInt64 => "ulong",
        DeclaredTypeKind.Float => "float",
        DeclaredTypeKind.Double => "double",
        DeclaredTypeKind.String => "string",
        DeclaredTypeKind.Binary => "byte[]",
        DeclaredTypeKind.Array => $"{Global}IReadOnlyList<{Of(type.Element!)}>",
        _ => ns + type.Model!.Name,
    };

    /// <summary>The type of an event's value: nothing, the one thing that it tells, or a model of all that it tells.</summary>
    public string Of(DeclaredEvent declared) => declared.Parameters.Count switch
    {
        0 => "object",
        1 => Of(declared.Parameters[0].Type),
        _ => ns + EventModel(declared),
    };

    /// <summary>The model of an event that tells several things.</summary>
    public static string EventModel(DeclaredEvent declared) => SpecificationNames.Pascal(declared.Name) + "Event";

    /// <summary>The exception's class.</summary>
    public static string Exception(DeclaredFault fault) => fault.Name.EndsWith("Exception", StringComparison.Ordinal) ? fault.Name : fault.Name + "Exception";
}
