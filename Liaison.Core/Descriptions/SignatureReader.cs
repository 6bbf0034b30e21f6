using System.Globalization;
using System.Text.Json;

namespace Liaison.Descriptions;

/// <summary>
/// Reads the text of <see cref="SignatureWriter"/>. The text comes from peers: for any input, reading ends with the signature or an
/// exception.
/// </summary>
internal sealed class SignatureReader(string text)
{
    // Deeper than real types are nested, and far from the limit of the stack.
    private const int MaxDepth = 64;

    private static readonly Dictionary<string, ValueKind> Kinds = Enum.GetValues<ValueKind>().ToDictionary(kind => kind.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private readonly Dictionary<string, ModelDescription> _models = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private int _position;
    private int _depth;

    /// <summary>Reads the member and its models. The models are named by their numbers.</summary>
    /// <param name="name">The member's name.</param>
    /// <param name="signature">Its signature.</param>
    /// <exception cref="FormatException">The text is not a signature.</exception>
    public static ApiDescription Read(string name, string signature)
    {
        var reader = new SignatureReader(signature);
        var api = reader.ReadMember(name);
        if (reader._position < signature.Length)
        {
            throw reader.Unexpected();
        }

        return reader._used.FirstOrDefault(model => !reader._models.ContainsKey(model)) is { } unknown
            ? throw new FormatException($"The signature uses {unknown}, and does not say what that is.")
            : api with { Models = [.. reader._models.Values] };
    }

    private ApiDescription ReadMember(string name)
    {
        var api = new ApiDescription("", "");
        if (Take('~'))
        {
            return api with { Topics = [new TopicDescription(name, Value())] };
        }

        Expect('(');
        var method = new MethodDescription(name) { Parameters = Items(')', Parameter) };
        Expect('-');
        Expect('>');
        method = method with { IsStream = Take('*') };
        if (_position < text.Length && Peek is not '!' and not '^')
        {
            method = method with { Result = Value() };
        }

        if (Take('!'))
        {
            method = method with { Progress = Value() };
        }

        var errors = new List<ErrorDescription>();
        while (Take('^'))
        {
            var code = Name();
            Expect('{');
            errors.Add(new ErrorDescription(code, code) { Members = Members() });
        }

        return api with { Methods = [method with { Errors = [.. errors.Select(error => error.Code)] }], Errors = errors };
    }

    private ParameterDescription Parameter()
    {
        var collects = Take("...**") ? Collects.Rest : Take("...") ? Collects.Positional : Take("**") ? Collects.Named : Collects.Nothing;
        var name = Name();
        var isOptional = Take('?') || collects != Collects.Nothing;
        Expect(':');
        return new ParameterDescription(name, Value()) { IsOptional = isOptional, Collects = collects };
    }

    private ValueDescription Value()
    {
        if (++_depth > MaxDepth)
        {
            throw new FormatException($"The signature is nested more than {MaxDepth} deep.");
        }

        var value = Take('[') ? new ValueDescription(ValueKind.Array) { Items = Items(']', Value) }
            : Take('<') ? new ValueDescription(ValueKind.Dictionary) { Items = Items('>', Value) }
            : Take('(') ? new ValueDescription(ValueKind.Tuple) { Items = Items(')', Value) }
            : Take('@') ? new ValueDescription(ValueKind.Model) { Model = Model() }
            : new ValueDescription(Kinds.TryGetValue(Word(char.IsAsciiLetterOrDigit), out var kind) ? kind : throw Unexpected());
        _depth--;
        return (value.Kind, value.Items.Count) is (ValueKind.Array, not 1) or (ValueKind.Dictionary, not 2)
            ? throw Unexpected()
            : value with { IsNullable = Take('?') };
    }

    private string Model()
    {
        var name = "@" + Word(char.IsAsciiDigit);
        _used.Add(name);
        if (Take('{'))
        {
            Define(new ModelDescription(name, ModelKind.Record) { Members = Members() });
        }
        else if (Take('='))
        {
            Define(new ModelDescription(name, ModelKind.Enumeration) { Values = Values() });
        }
        else if (Take('&'))
        {
            Define(new ModelDescription(name, ModelKind.Flags) { Values = Values() });
        }
        else if (Take('|'))
        {
            var discriminator = Name();
            Expect('{');
            Define(new ModelDescription(name, ModelKind.Union) { Discriminator = discriminator, Cases = Items('}', () => Case(name)) });
        }

        return name;
    }

    private UnionCase Case(string union)
    {
        var json = Json();
        Expect(':');
        if (Take('@'))
        {
            return new UnionCase(json, Model());
        }

        // The record of the union's base has no number.
        Expect('{');
        var name = union + "itself";
        Define(new ModelDescription(name, ModelKind.Record) { Members = Members() });
        return new UnionCase(json, name);
    }

    private NamedValue[] Values()
    {
        Expect('{');
        return Items('}', () => new NamedValue("", Json()));
    }

    private MemberDescription[] Members() => Items('}', () =>
    {
        var name = Name();
        var isOptional = Take('?');
        Expect(':');
        return new MemberDescription(name, Value()) { IsOptional = isOptional };
    });

    private void Define(ModelDescription model)
    {
        if (!_models.TryAdd(model.Name, model))
        {
            throw new FormatException($"The signature has {model.Name} twice.");
        }
    }

    private T[] Items<T>(char close, Func<T> read)
    {
        var items = new List<T>();
        while (!Take(close))
        {
            if (items.Count > 0)
            {
                Expect(',');
            }

            items.Add(read());
        }

        return [.. items];
    }

    private string Name() => Peek == '"' ? JsonElement.Parse(Json()).GetString()! : Word(SignatureName.IsPlain);

    // Reads a number, or a string with its quotes.
    private string Json()
    {
        if (Peek != '"')
        {
            var number = Word(character => char.IsAsciiDigit(character) || character == '-');
            return long.TryParse(number, CultureInfo.InvariantCulture, out _) || ulong.TryParse(number, CultureInfo.InvariantCulture, out _) ? number : throw Unexpected();
        }

        var end = _position + 1;
        while (end < text.Length && text[end] != '"')
        {
            end += text[end] == '\\' ? 2 : 1;
        }

        var json = text[_position..Math.Min(end + 1, text.Length)];
        _position += json.Length;
        try
        {
            return JsonElement.Parse(json).ValueKind == JsonValueKind.String ? json : throw Unexpected();
        }
        catch (JsonException)
        {
            throw Unexpected();
        }
    }

    private string Word(Func<char, bool> isPart)
    {
        var start = _position;
        while (_position < text.Length && isPart(text[_position]))
        {
            _position++;
        }

        return _position > start ? text[start.._position] : throw Unexpected();
    }

    private char Peek => _position < text.Length ? text[_position] : '\0';

    private bool Take(char character)
    {
        var isNext = _position < text.Length && text[_position] == character;
        _position += isNext ? 1 : 0;
        return isNext;
    }

    private bool Take(string word)
    {
        var isNext = string.CompareOrdinal(text, _position, word, 0, word.Length) == 0;
        _position += isNext ? word.Length : 0;
        return isNext;
    }

    private void Expect(char character)
    {
        if (!Take(character))
        {
            throw Unexpected();
        }
    }

    private FormatException Unexpected() => new($"The signature cannot be read at its character {_position + 1}.");
}
