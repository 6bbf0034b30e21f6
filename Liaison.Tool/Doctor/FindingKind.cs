namespace Liaison.Tool;

/// <summary>The kind of a finding.</summary>
internal enum FindingKind
{
    /// <summary>The check has succeeded.</summary>
    Ok,

    /// <summary>Additional information.</summary>
    Note,

    /// <summary>The check has failed. The text says what to do.</summary>
    Problem,
}
