namespace Liaison.Protocols;

/// <summary>A position in a specification's text.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The character in the line, from 1.</param>
public readonly record struct SourcePosition(int Line, int Column)
{
    /// <summary>Returns a readable form: <c>line 3, column 7</c>.</summary>
    public override string ToString() => $"line {Line}, column {Column}";
}
