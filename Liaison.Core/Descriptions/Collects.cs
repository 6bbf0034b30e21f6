namespace Liaison.Descriptions;

/// <summary>What a parameter takes beside an argument of its own.</summary>
public enum Collects
{
    /// <summary>One argument, by position or by name.</summary>
    Nothing,

    /// <summary>All arguments by position that are left.</summary>
    Positional,

    /// <summary>All arguments by name that are left.</summary>
    Named,

    /// <summary>All arguments that are left.</summary>
    Rest,
}
