namespace Liaison.Descriptions;

/// <summary>Which arguments a parameter takes.</summary>
public enum Collects
{
    /// <summary>One argument, by position or by name.</summary>
    Nothing,

    /// <summary>All remaining positional arguments.</summary>
    Positional,

    /// <summary>All remaining named arguments.</summary>
    Named,

    /// <summary>All remaining arguments.</summary>
    Rest,
}
