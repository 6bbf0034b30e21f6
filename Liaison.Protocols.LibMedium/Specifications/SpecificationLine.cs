namespace Liaison.Protocols;

/// <summary>One line of a specification, and how far it was read.</summary>
internal sealed class SpecificationLine(string text, int number)
{
    private int _next;

    /// <summary>Whether the line counts: it is neither empty nor a comment.</summary>
    public bool Counts => text.Trim().Length > 0 && !text.TrimStart().StartsWith("//", StringComparison.Ordinal);

    /// <summary>Where the next character that is no space stands.</summary>
    public SourcePosition Position
    {
        get
        {
            SkipSpaces();
            return new SourcePosition(number, _next + 1);
        }
    }

    /// <summary>What was not read yet, without the spaces around it.</summary>
    public string Rest => text.Substring(_next).Trim();

    /// <summary>Takes the character; false where another comes next.</summary>
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

    /// <summary>Takes a name of letters, digits and underscores; null where none comes next.</summary>
    public string? TakeName() => Take(character => char.IsLetterOrDigit(character) || character == '_');

    /// <summary>Takes all up to the next space; null where nothing comes any more.</summary>
    public string? TakeWord() => Take(character => !char.IsWhiteSpace(character));

    /// <summary>Takes a name, which has to come.</summary>
    /// <exception cref="SpecificationProblemException">None comes next, or it begins with a digit.</exception>
    public string RequireName(string what)
    {
        var position = Position;
        var name = TakeName() ?? throw Wrong(position, $"The name of {what} is missing{Found()}. Write letters, digits and underscores.");
        return char.IsDigit(name[0])
            ? throw Wrong(position, $"'{name}' begins with a digit. Begin the name of {what} with a letter or an underscore.")
            : name;
    }

    /// <summary>Takes the character, which has to come.</summary>
    /// <exception cref="SpecificationProblemException">Another comes next.</exception>
    public void Require(char expected, string fix)
    {
        if (!TryTake(expected))
        {
            throw Wrong(Position, $"'{expected}' is missing{Found()}. {fix}");
        }
    }

    /// <summary>Makes sure that nothing follows.</summary>
    /// <exception cref="SpecificationProblemException">Something follows.</exception>
    public void RequireEnd(string form)
    {
        if (Rest.Length > 0)
        {
            throw Wrong(Position, $"'{Rest}' is more than belongs here. Write {form}; comments have a line of their own.");
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
