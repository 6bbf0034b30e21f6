namespace Liaison.Protocols;

/// <summary>Resolves the names of types.</summary>
/// <param name="declared">The position of each model's declaration, by name.</param>
internal sealed class TypeScope(IReadOnlyDictionary<string, SourcePosition> declared)
{
    private const string Names = "boolean, int8, uint8, int16, uint16, int32, uint32, int64, uint64, float, double, string, binary";

    private static readonly Dictionary<string, DeclaredType> Primitives = Enumerable.Range(0, (int)DeclaredTypeKind.Array)
        .Select(kind => new DeclaredType((DeclaredTypeKind)kind))
        .ToDictionary(type => type.ToString(), StringComparer.Ordinal);

    private static readonly Dictionary<string, string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bool"] = "boolean",
        ["byte"] = "uint8",
        ["sbyte"] = "int8",
        ["short"] = "int16",
        ["int"] = "int32",
        ["uint"] = "uint32",
        ["long"] = "int64",
        ["ulong"] = "uint64",
        ["float32"] = "float",
        ["float64"] = "double",
        ["single"] = "float",
        ["str"] = "string",
        ["text"] = "string",
        ["bytes"] = "binary",
    };

    private readonly Dictionary<string, DeclaredModel?> _models = new(StringComparer.Ordinal);

    /// <summary>Whether the name is a built-in type.</summary>
    public static bool IsPrimitive(string name) => Primitives.ContainsKey(name);

    /// <summary>Declares the name of a model. A null model has a problem, which was reported already.</summary>
    public void Add(string name, DeclaredModel? model) => _models[name] = model;

    /// <summary>Returns the type, or null if it is a model with a problem.</summary>
    /// <param name="written">The type as it is written.</param>
    /// <param name="inModel">The model that is being declared; null outside of models.</param>
    /// <exception cref="SpecificationProblemException">The type does not exist, or cannot be used in the model.</exception>
    public DeclaredType? Resolve(TypeName written, string? inModel = null)
    {
        if (!Primitives.TryGetValue(written.Name, out var type))
        {
            if (!_models.TryGetValue(written.Name, out var model))
            {
                throw SpecificationLine.Wrong(written.Position, Unknown(written.Name, inModel));
            }

            type = model is null ? null : new DeclaredType(DeclaredTypeKind.Model, Model: model);
        }

        for (var i = 0; i < written.Depth && type is not null; i++)
        {
            type = new DeclaredType(DeclaredTypeKind.Array, Element: type);
        }

        return type;
    }

    private string Unknown(string name, string? inModel)
    {
        if (name == inModel)
        {
            return $"The model '{name}' contains itself, so its values would be infinite. Refer to the other one by a key, e.g. a string.";
        }

        if (declared.TryGetValue(name, out var position))
        {
            return $"The model '{name}' is declared further down, at line {position.Line}. Move it before '{inModel}', which uses it; two models cannot use each other.";
        }

        var meant = Others.TryGetValue(name, out var other) ? other
            : Primitives.Keys.Concat(declared.Keys).FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
        return $"There is no type '{name}'. " + (meant is null ? $"Declare a model of that name, or write one of {Names}." : $"Write '{meant}'.");
    }
}
