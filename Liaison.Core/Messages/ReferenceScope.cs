namespace Liaison.Messages;

/// <summary>Where in a command's arguments a string <c>"$name"</c> refers to an object (WIRE, section 1, References).</summary>
public enum ReferenceScope : byte
{
    /// <summary>Everywhere: in the arguments and nested in their arrays and objects.</summary>
    All,

    /// <summary>Only in the arguments themselves, as in liaison-py.</summary>
    Top,

    /// <summary>Nowhere: every string is data.</summary>
    None,
}
