using System.Text;

namespace Liaison.Companions.Targets;

/// <summary>Parses a target.</summary>
/// <remarks>
/// The grammar is <c>target = type [":" member hops] | name hops</c>, <c>hops = { "." member | "[" key { "," key } "]" }</c>. A key is a
/// quoted string, a number, <c>true</c> or <c>false</c>.
/// </remarks>
internal ref struct TargetParser(string text)
{
    private readonly string _text = text;
    private int _position;
    private string _problem = "";

    public bool TryParse(out TargetPath path, out string problem)
    {
        path = Parse()!;
        problem = _problem;
        return path is not null;
    }

    /// <summary>Whether the text is one name: a letter or <c>_</c>, then letters, digits and <c>_</c>.</summary>
    public static bool IsName(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsNamePart(text[i], first: i == 0))
            {
                return false;
            }
        }

        return text.Length > 0;
    }

    private static bool IsNamePart(char c, bool first) => c == '_' || (first ? char.IsLetter(c) : char.IsLetterOrDigit(c));

    private readonly char Current => _position < _text.Length ? _text[_position] : '\0';

    private TargetPath? Parse()
    {
        if (_text.Length > TargetPath.MaxLength)
        {
            return Fail($"it is longer than {TargetPath.MaxLength} characters");
        }

        if (IsName(_text))
        {
            return new TargetPath(_text, null, _text, []);
        }

        var isType = ReadTypeName(out var generic);
        if (_problem.Length > 0)
        {
            return null;
        }

        if (isType && (Current == ':' || generic))
        {
            return ParseTyped(_text[.._position]);
        }

        _position = 0;
        var hops = new List<TargetHop>();
        return ReadName(out var root) && ReadHops(hops) ? new TargetPath(_text, null, root, hops) : null;
    }

    private TargetPath? ParseTyped(string typeName)
    {
        var hops = new List<TargetHop>();
        if (Current == ':')
        {
            var start = ++_position;
            if (!ReadName(out var member))
            {
                return null;
            }

            hops.Add(new TargetHop(member, [], start));
        }

        return ReadHops(hops) ? new TargetPath(_text, typeName, "", hops) : null;
    }

    // Looks ahead over names, dots and type arguments. After a '<' a failure is an error; before it, the text may be something else.
    private bool ReadTypeName(out bool generic)
    {
        generic = false;
        do
        {
            if (!SkipName())
            {
                return false;
            }

            if (Current == '<')
            {
                generic = true;
                if (!SkipTypeArguments(depth: 0))
                {
                    return false;
                }
            }
        }
        while (Skip('.'));
        return true;
    }

    private bool SkipTypeArguments(int depth)
    {
        if (depth == 16)
        {
            Fail("its type arguments are nested too deeply");
            return false;
        }

        _position++;
        do
        {
            if (!SkipTypeArgument(depth))
            {
                return false;
            }
        }
        while (Skip(','));
        return Skip('>') || Unexpected();
    }

    private bool SkipTypeArgument(int depth)
    {
        Skip(' ');
        do
        {
            if (!SkipName())
            {
                return Unexpected();
            }

            if (Current == '<' && !SkipTypeArguments(depth + 1))
            {
                return false;
            }
        }
        while (Skip('.'));
        return true;
    }

    private bool ReadHops(List<TargetHop> hops)
    {
        while (_position < _text.Length)
        {
            if (hops.Count == TargetPath.MaxHops)
            {
                Fail($"it has more than {TargetPath.MaxHops} steps");
                return false;
            }

            var start = _position;
            if (Skip('.'))
            {
                if (!ReadName(out var member))
                {
                    return false;
                }

                hops.Add(new TargetHop(member, [], start));
            }
            else if (Skip('['))
            {
                if (ReadKeys() is not { } keys)
                {
                    return false;
                }

                hops.Add(new TargetHop("", keys, start));
            }
            else
            {
                return Unexpected();
            }
        }

        return true;
    }

    private List<string>? ReadKeys()
    {
        var keys = new List<string>();
        do
        {
            if (ReadKey() is not { } key)
            {
                return null;
            }

            keys.Add(key);
        }
        while (Skip(','));
        return Skip(']') || Unexpected() ? keys : null;
    }

    private string? ReadKey()
    {
        Skip(' ');
        return Current is '"' or '\'' ? ReadQuoted() : ReadLiteral();
    }

    private string? ReadQuoted()
    {
        var quote = Current;
        var key = new StringBuilder();
        for (_position++; _position < _text.Length; _position++)
        {
            if (Current == quote)
            {
                _position++;
                return TargetKey.Quote(key.ToString()) ?? Refuse("a key that is not Unicode: half of a surrogate pair");
            }

            if (Current == '\\' && ++_position == _text.Length)
            {
                break;
            }

            key.Append(Current);
        }

        return Refuse($"the {quote} is not closed");
    }

    private string? ReadLiteral()
    {
        var start = _position;
        while (char.IsAsciiLetterOrDigit(Current) || Current is '-' or '+' or '.')
        {
            _position++;
        }

        var literal = _text[start.._position];
        if (TargetKey.IsLiteral(literal))
        {
            return literal;
        }

        _position = start;
        Unexpected();
        return null;
    }

    private bool ReadName(out string name)
    {
        var start = _position;
        var read = SkipName();
        name = _text[start.._position];
        return read || Unexpected();
    }

    private bool SkipName()
    {
        var start = _position;
        while (_position < _text.Length && IsNamePart(_text[_position], first: _position == start))
        {
            _position++;
        }

        return _position > start;
    }

    private bool Skip(char c)
    {
        if (_position >= _text.Length || _text[_position] != c)
        {
            return false;
        }

        _position++;
        return true;
    }

    private bool Unexpected()
    {
        Fail(_position < _text.Length ? $"unexpected `{_text[_position]}` at {_position}" : "it ends too early");
        return false;
    }

    private string? Refuse(string problem)
    {
        Fail(problem);
        return null;
    }

    private TargetPath? Fail(string problem)
    {
        _problem = _problem.Length > 0 ? _problem : problem;
        return null;
    }
}
