using System.Text;

namespace Liaison.Protocols;

/// <summary>A declared method or event, prepared for reading and writing its messages.</summary>
internal sealed class WireMethod(string name, int index, WireMember[] parameters, WireType? result)
{
    public string Name { get; } = name;

    /// <summary>The name, as it is written on the wire.</summary>
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>The position among the methods or events of the specification, from 0.</summary>
    public int Index { get; } = index;

    public WireMember[] Parameters { get; } = parameters;

    public WireType? Result { get; } = result;

    /// <summary>Returns a readable form: <c>get_student(id: string): Student</c>.</summary>
    public override string ToString() =>
        $"{Name}({string.Join(", ", Parameters.Select(parameter => $"{parameter.Name}: {parameter.Type.Text}"))}){(Result is null ? "" : ": " + Result.Text)}";
}
