namespace Liaison.Tool;

/// <summary>One line of a diagnosis.</summary>
internal sealed record Finding(FindingKind Kind, string Text)
{
    /// <summary>Returns the line for the output.</summary>
    public override string ToString() => $"{(Kind switch { FindingKind.Ok => "ok", FindingKind.Note => "note", _ => "problem" }),-8}{Text}";
}
