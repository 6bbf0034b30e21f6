namespace Liaison.Messages;

/// <summary>Where in a command's arguments a string <c>"$name"</c> stands for an object (WIRE, section 1, References).</summary>
public enum ReferenceScope : byte
{
    /// <summary>Everywhere: in arguments themselves and nested in their arrays and objects.</summary>
    All,

    /// <summary>In arguments themselves alone, as in liaison-py.</summary>
    Top,

    /// <summary>Nowhere: every string is data.</summary>
    None,
}
