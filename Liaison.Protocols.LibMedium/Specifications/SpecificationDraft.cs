namespace Liaison.Protocols;

/// <summary>
/// The parsed part of a specification. Methods and events may use models that come after them, so their types are resolved at the
/// end.
/// </summary>
internal sealed class SpecificationDraft(IReadOnlyDictionary<string, SourcePosition> modelNames)
{
    private readonly TypeScope _scope = new(modelNames);
    private readonly Dictionary<string, (string Value, SourcePosition Position)> _settings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SourcePosition> _names = new(StringComparer.Ordinal);
    private readonly List<(string Name, List<FieldDraft> Parameters, TypeName? Result, SourcePosition Position)> _methods = [];
    private readonly List<(string Name, List<FieldDraft> Parameters, SourcePosition Position)> _events = [];
    private readonly List<DeclaredFault> _exceptions = [];
    private readonly List<DeclaredModel> _models = [];

    public List<SpecificationProblem> Problems { get; } = [];

    public void SetOnce(string keyword, string value, SourcePosition position)
    {
        if (_settings.TryGetValue(keyword, out var first))
        {
            throw SpecificationLine.Wrong(position, $"There is a second {keyword}, '{value}', after '{first.Value}' at line {first.Position.Line}. A specification has only one: remove one of them.");
        }

        _settings.Add(keyword, (value, position));
    }

    public void AddException(string name, SourcePosition position)
    {
        RequireNew(name, position);
        _exceptions.Add(new DeclaredFault(name, _exceptions.Count + 1, position));
    }

    public void AddEvent(string name, List<FieldDraft> parameters, SourcePosition position)
    {
        RequireNew(name, position);
        RequireDifferent(parameters, "parameter");
        _events.Add((name, parameters, position));
    }

    public void AddMethod(string name, List<FieldDraft> parameters, TypeName? result, SourcePosition position)
    {
        RequireNew(name, position);
        RequireDifferent(parameters, "parameter");
        _methods.Add((name, parameters, result, position));
    }

    /// <summary>Adds a model. If its members are null, the model has a problem, and its uses are not reported as problems too.</summary>
    public void AddModel(string name, List<FieldDraft>? members, SourcePosition position)
    {
        RequireNew(name, position);
        if (TypeScope.IsPrimitive(name))
        {
            throw SpecificationLine.Wrong(position, $"'{name}' is a type already. Take another name for the model.");
        }

        DeclaredModel? model = null;
        try
        {
            if (members is not null)
            {
                RequireDifferent(members, "member");
                model = Fields(members, name) is { } fields ? new DeclaredModel(name, fields, position) : null;
            }
        }
        finally
        {
            _scope.Add(name, model);
        }

        if (model is not null)
        {
            _models.Add(model);
        }
    }

    public ParsedSpecification Finish()
    {
        var methods = new List<DeclaredMethod>();
        foreach (var (name, parameters, result, position) in _methods)
        {
            var fields = Fields(parameters, null);
            var type = result is null ? null : Resolve(result, null);
            methods.Add(new DeclaredMethod(name, fields ?? [], type, position));
        }

        var events = _events.ConvertAll(each => new DeclaredEvent(each.Name, Fields(each.Parameters, null) ?? [], each.Position));
        foreach (var (keyword, form) in new[] { ("namespace", "namespace a.b.c"), ("class", "class Name") })
        {
            if (!_settings.ContainsKey(keyword))
            {
                Problems.Add(new SpecificationProblem(new SourcePosition(1, 1), $"The {keyword} is missing. Add a line '{form}'."));
            }
        }

        if (Problems.Count > 0)
        {
            return new ParsedSpecification(null, [.. Problems.OrderBy(problem => problem.Position.Line).ThenBy(problem => problem.Position.Column)]);
        }

        var specification = new LibMediumSpecification
        {
            Namespace = _settings["namespace"].Value,
            ClassName = _settings["class"].Value,
            Socket = _settings.TryGetValue("socket", out var socket) ? socket.Value : null,
            Methods = methods,
            Events = events,
            Exceptions = _exceptions,
            Models = _models,
        };
        return new ParsedSpecification(specification, []);
    }

    // Returns null if a type does not exist, or is a model with a problem.
    private List<DeclaredField>? Fields(List<FieldDraft> drafts, string? inModel)
    {
        var fields = new List<DeclaredField>();
        foreach (var draft in drafts)
        {
            if (Resolve(draft.Type, inModel) is { } type)
            {
                fields.Add(new DeclaredField(draft.Name, type, draft.Position));
            }
        }

        return fields.Count == drafts.Count ? fields : null;
    }

    private DeclaredType? Resolve(TypeName written, string? inModel)
    {
        try
        {
            return _scope.Resolve(written, inModel);
        }
        catch (SpecificationProblemException wrong)
        {
            Problems.Add(wrong.Problem);
            return null;
        }
    }

    private void RequireNew(string name, SourcePosition position)
    {
        if (_names.TryGetValue(name, out var first))
        {
            throw SpecificationLine.Wrong(position, $"'{name}' is declared at line {first.Line} already. Use another name: each name may be declared only once.");
        }

        _names.Add(name, position);
    }

    private static void RequireDifferent(List<FieldDraft> fields, string what)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (!names.Add(field.Name))
            {
                throw SpecificationLine.Wrong(field.Position, $"There is a second {what} '{field.Name}'. Take another name for it.");
            }
        }
    }
}
