namespace Liaison.Protocols;

/// <summary>One line of a specification, with the current reading position.</summary>
internal sealed class SpecificationLine(string text, int number)
{
    private int _next;

    /// <summary>Whether the line is neither empty nor a comment.</summary>
    public bool Counts => text.Trim().Length > 0 && !text.TrimStart().StartsWith("//", StringComparison.Ordinal);

    /// <summary>The position of the next character that is not a space.</summary>
    public SourcePosition Position
    {
        get
        {
            SkipSpaces();
            return new SourcePosition(number, _next + 1);
        }
    }

    /// <summary>The unread rest, without spaces around it.</summary>
    public string Rest => text.Substring(_next).Trim();

    /// <summary>Reads the character. Returns false if another character follows.</summary>
    public bool TryTake(char expected)
    {
        SkipSpaces();
        if (_next == text.Length || text[_next] != expected)
        {
            return false;
        }

        _next++;
        return true;
    }

    /// <summary>Reads a name of letters, digits and underscores. Returns null if no name follows.</summary>
    public string? TakeName() => Take(character => char.IsLetterOrDigit(character) || character == '_');

    /// <summary>Reads up to the next space. Returns null at the end of the line.</summary>
    public string? TakeWord() => Take(character => !char.IsWhiteSpace(character));

    /// <summary>Reads a name.</summary>
    /// <exception cref="SpecificationProblemException">No name follows, or it begins with a digit.</exception>
    public string RequireName(string what)
    {
        var position = Position;
        var name = TakeName() ?? throw Wrong(position, $"The name of {what} is missing{Found()}. Write letters, digits and underscores.");
        return char.IsDigit(name[0])
            ? throw Wrong(position, $"'{name}' begins with a digit. Begin the name of {what} with a letter or an underscore.")
            : name;
    }

    /// <summary>Reads the character.</summary>
    /// <exception cref="SpecificationProblemException">Another character follows.</exception>
    public void Require(char expected, string fix)
    {
        if (!TryTake(expected))
        {
            throw Wrong(Position, $"'{expected}' is missing{Found()}. {fix}");
        }
    }

    /// <summary>Checks that the line has ended.</summary>
    /// <exception cref="SpecificationProblemException">More text follows.</exception>
    public void RequireEnd(string form)
    {
        if (Rest.Length > 0)
        {
            throw Wrong(Position, $"'{Rest}' does not belong here. Write {form}; comments must be on their own line.");
        }
    }

    public static SpecificationProblemException Wrong(SourcePosition position, string message) => new(new SpecificationProblem(position, message));

    private string Found() => Rest.Length == 0 ? " at the end of the line" : $" before '{Rest}'";

    private string? Take(Func<char, bool> belongs)
    {
        SkipSpaces();
        var start = _next;
        while (_next < text.Length && belongs(text[_next]))
        {
            _next++;
        }

        return _next == start ? null : text.Substring(start, _next - start);
    }

    private void SkipSpaces()
    {
        while (_next < text.Length && char.IsWhiteSpace(text[_next]))
        {
            _next++;
        }
    }
}
