using System.Diagnostics.CodeAnalysis;

namespace Liaison.Protocols;

/// <summary>Parses the text of a <c>.lmspc</c> file (WIRE, section 6).</summary>
public sealed class SpecificationParser
{
    private readonly SpecificationLine[] _lines;
    private readonly SpecificationDraft _draft;
    private int _next;

    private SpecificationParser(string text)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n');
        _lines = [.. lines.Select((line, index) => new SpecificationLine(line, index + 1))];
        _draft = new SpecificationDraft(ModelNames(lines));
    }

    /// <summary>Parses a specification. A line with a problem is skipped, so that all problems are reported.</summary>
    /// <param name="text">The file's text. Lines end in <c>\n</c> or <c>\r\n</c>.</param>
    [SuppressMessage("Maintainability", "CA1510", Justification = "netstandard2.0, for which this file compiles too, has no such method.")]
    public static ParsedSpecification Parse(string text)
    {
        if (text is null)
        {
            throw new ArgumentNullException(nameof(text));
        }

        return new SpecificationParser(text).Parse();
    }

    private ParsedSpecification Parse()
    {
        while (NextLine() is { } line)
        {
            Try(() => ReadDeclaration(line));
        }

        return _draft.Finish();
    }

    private SpecificationLine? NextLine()
    {
        while (_next < _lines.Length)
        {
            var line = _lines[_next++];
            if (line.Counts)
            {
                return line;
            }
        }

        return null;
    }

    private void Try(Action read)
    {
        try
        {
            read();
        }
        catch (SpecificationProblemException wrong)
        {
            _draft.Problems.Add(wrong.Problem);
        }
    }

    private void ReadDeclaration(SpecificationLine line)
    {
        var position = line.Position;
        switch (line.TakeWord())
        {
            case "namespace":
                ReadNamespace(line);
                break;
            case "class":
                var at = line.Position;
                var name = line.RequireName("the class");
                line.RequireEnd("class Name");
                _draft.SetOnce("class", name, at);
                break;
            case "socket":
                ReadSocket(line);
                break;
            case "event":
                ReadEvent(line);
                break;
            case "exception":
                at = line.Position;
                name = line.RequireName("an exception");
                line.RequireEnd("exception Name");
                _draft.AddException(name, at);
                break;
            case "method":
                ReadMethod(line);
                break;
            case "model":
                ReadModel(line, position);
                break;
            case "}":
                throw SpecificationLine.Wrong(position, "There is no model to end here. Remove the '}'.");
            case var word:
                throw SpecificationLine.Wrong(position, $"A line does not begin with '{word}'. Begin it with namespace, class, socket, event, exception, method, model or //.");
        }
    }

    private void ReadNamespace(SpecificationLine line)
    {
        var position = line.Position;
        var name = line.RequireName("the namespace");
        while (line.TryTake('.'))
        {
            name += "." + line.RequireName("a part of the namespace");
        }

        line.RequireEnd("namespace a.b.c");
        _draft.SetOnce("namespace", name, position);
    }

    private void ReadSocket(SpecificationLine line)
    {
        var position = line.Position;
        var path = line.Rest;
        if (path.Length == 0)
        {
            throw SpecificationLine.Wrong(position, "The path of the socket is missing. Write it after 'socket', or leave the line out.");
        }

        _draft.SetOnce("socket", path, position);
    }

    private void ReadEvent(SpecificationLine line)
    {
        var position = line.Position;
        var name = line.RequireName("an event");
        var parameters = ReadParameters(line);
        line.RequireEnd("event name(parameter: type, …)");
        _draft.AddEvent(name, parameters, position);
    }

    private void ReadMethod(SpecificationLine line)
    {
        var position = line.Position;
        var name = line.RequireName("a method");
        var parameters = ReadParameters(line);
        var result = line.TryTake(':') ? TypeName.Take(line) : null;
        line.RequireEnd("method name(parameter: type, …): type");
        _draft.AddMethod(name, parameters, result, position);
    }

    private static List<FieldDraft> ReadParameters(SpecificationLine line)
    {
        line.Require('(', "Write the parameters in parentheses behind the name, or () where there are none.");
        var parameters = new List<FieldDraft>();
        if (line.TryTake(')'))
        {
            return parameters;
        }

        do
        {
            parameters.Add(FieldDraft.Take(line, "a parameter"));
        }
        while (line.TryTake(','));

        line.Require(')', "End the parameters with ')', and put ',' between them.");
        return parameters;
    }

    private void ReadModel(SpecificationLine line, SourcePosition start)
    {
        var position = line.Position;
        string? name = null;
        Try(() =>
        {
            name = line.RequireName("a model");
            line.Require('{', "Write 'model Name{', a line for each member, and '}' in a line of its own.");
            line.RequireEnd("model Name{");
        });
        var members = ReadMembers(start, out var isWhole);
        if (name is not null)
        {
            _draft.AddModel(name, isWhole ? members : null, position);
        }
    }

    private List<FieldDraft> ReadMembers(SourcePosition start, out bool isWhole)
    {
        var members = new List<FieldDraft>();
        var problems = _draft.Problems.Count;
        while (NextLine() is { } line)
        {
            if (line.TryTake('}'))
            {
                Try(() => line.RequireEnd("'}' in a line of its own"));
                isWhole = _draft.Problems.Count == problems;
                return members;
            }

            Try(() =>
            {
                members.Add(FieldDraft.Take(line, "a member"));
                line.RequireEnd("a line 'member: type' for each member");
            });
        }

        _draft.Problems.Add(new SpecificationProblem(start, "The model does not end. Write '}' in a line of its own behind its members."));
        isWhole = false;
        return members;
    }

    private static Dictionary<string, SourcePosition> ModelNames(string[] lines)
    {
        var names = new Dictionary<string, SourcePosition>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = new SpecificationLine(lines[i], i + 1);
            if (line.TakeWord() == "model")
            {
                var position = line.Position;
                if (line.TakeName() is { } name && !names.ContainsKey(name))
                {
                    names.Add(name, position);
                }
            }
        }

        return names;
    }
}
