using Liaison.Protocols;

namespace Liaison.Generators;

/// <summary>Converts the types of a specification to types of C#.</summary>
/// <param name="ns">The namespace of the models, with a dot at the end; empty if the code is in that namespace.</param>
internal sealed class SpecificationTypes(string ns)
{
    private const string Global = "global::System.Collections.Generic.";

    /// <summary>Returns the C# type.</summary>
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
        _ => ns + SpecificationNames.Type(type.Model!.Name),
    };

    /// <summary>
    /// Returns the type of an event's value: nothing, the type of its only parameter, or a model of all its parameters.
    /// </summary>
    public string Of(DeclaredEvent declared) => declared.Parameters.Count switch
    {
        0 => "object",
        1 => Of(declared.Parameters[0].Type),
        _ => ns + EventModel(declared),
    };

    /// <summary>Returns the name of the model for an event with several parameters.</summary>
    public static string EventModel(DeclaredEvent declared) => SpecificationNames.Pascal(declared.Name) + "Event";

    /// <summary>Returns the name of the exception's class.</summary>
    public static string Exception(DeclaredFault fault) =>
        SpecificationNames.Type(fault.Name.EndsWith("Exception", StringComparison.Ordinal) ? fault.Name : fault.Name + "Exception");
}
