namespace Liaison.Tool;

/// <summary>What a finding means.</summary>
internal enum FindingKind
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Good to know.</summary>
    Note,

    /// <summary>Not as it should be; its text says what to do.</summary>
    Problem,
}
