namespace Liaison.Tool;

/// <summary>One line of a diagnosis.</summary>
internal sealed record Finding(FindingKind Kind, string Text)
{
    /// <summary>The line as it is printed.</summary>
    public override string ToString() => $"{(Kind switch { FindingKind.Ok => "ok", FindingKind.Note => "note", _ => "problem" }),-8}{Text}";
}
