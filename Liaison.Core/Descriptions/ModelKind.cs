namespace Liaison.Descriptions;

/// <summary>The kind of a named type.</summary>
public enum ModelKind
{
    /// <summary>An object with members.</summary>
    Record,

    /// <summary>One of several named values.</summary>
    Enumeration,

    /// <summary>Any combination of named bits.</summary>
    Flags,

    /// <summary>One of several records, told apart by a member.</summary>
    Union,
}
