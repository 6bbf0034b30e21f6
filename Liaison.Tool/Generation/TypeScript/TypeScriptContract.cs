using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>Writes the file of one contract: its models and errors, its description on the wire, and its client.</summary>
internal sealed class TypeScriptContract(ApiDescription api, ContractParts contract, SharedParts shared)
{
    private const int Width = 80;

    // A rule of prettier: after a shorter key, moving the value to its own line gains too little space.
    private const int ShortKey = 5;

    private readonly SourceText _text = new();
    private readonly ErrorDescription[] _errors = [.. api.Errors.Where(error => contract.Errors.Contains(error.Code))];

    /// <summary>Returns the text of the file.</summary>
    /// <param name="header">The comment at its beginning.</param>
    /// <param name="sharedModule">The module with the shared models.</param>
    public string Write(string header, string sharedModule)
    {
        _text.Line(header).Line();
        WriteImports(sharedModule);
        var models = new TypeScriptModels(_text);
        foreach (var model in api.Models.Where(model => contract.Models.Contains(model.Name) && !shared.Models.Contains(model.Name)))
        {
            models.Write(model);
        }

        foreach (var error in _errors.Where(error => !shared.Errors.Contains(error.Code)))
        {
            models.Write(error);
        }

        WriteContract();
        WriteClient();
        return _text.ToString();
    }

    private void WriteImports(string sharedModule)
    {
        var own = new List<Doc>();
        own.AddRange(contract.Methods.Count > 0 ? ["type CallOptions"] : []);
        own.AddRange(["type Caller", "type Contract", "ContractLink"]);
        own.AddRange(_errors.Any(error => !shared.Errors.Contains(error.Code)) ? ["DeclaredError"] : []);
        own.AddRange(contract.Topics.Count > 0 ? ["type SubscribeOptions"] : []);
        _text.Line(Doc.Concat("import ", Doc.List("{", own, "}", space: true), $" from \"{TypeScriptRuntime.Module}\";").Print());

        var direct = TypeScriptUses.Of(api, contract, shared);
        var others = direct.Select(name => (Doc)$"type {TypeScriptName.Type(name)}")
            .Concat(_errors.Where(error => shared.Errors.Contains(error.Code)).Select(error => (Doc)TypeScriptModels.ClassOf(error)))
            .ToList();
        if (others.Count > 0)
        {
            _text.Line(Doc.Concat("import ", Doc.List("{", others, "}", space: true), $" from \"{sharedModule}\";").Print());
        }
    }

    private void WriteContract()
    {
        var fingerprint = ContractFingerprint.Of(api, contract.Name);
        _text.Line().Line("const contract: Contract = {");
        WriteText(2, "name", fingerprint.Name);
        WriteText(2, "hash", fingerprint.Hash);
        _text.Line("  members: {");
        foreach (var (name, signature) in fingerprint.Members)
        {
            WriteText(4, name, signature);
        }

        _text.Line("  },");
        if (_errors.Length == 0)
        {
            _text.Line("  errors: {},");
        }
        else
        {
            _text.Line("  errors: {");
            foreach (var error in _errors)
            {
                _text.Line($"    {TypeScriptName.Key(error.Code)}: {TypeScriptModels.ClassOf(error)},");
            }

            _text.Line("  },");
        }

        _text.Line("};");
    }

    private void WriteText(int indent, string name, string value)
    {
        var (key, text, space) = (TypeScriptName.Key(name), TypeScriptName.Quote(value), new string(' ', indent));
        if (key.Length < ShortKey || indent + key.Length + 2 + text.Length + 1 <= Width)
        {
            _text.Line($"{space}{key}: {text},");
        }
        else
        {
            _text.Line($"{space}{key}:").Line($"{space}  {text},");
        }
    }

    private void WriteClient()
    {
        var name = Words.OfContract(contract.Name ?? api.Title);
        _text.Line().Comment(0, $"Calls {name} at a host.");
        _text.Line($"export class {TypeScriptName.Type(Words.Pascal(name) + "Client")} {{");
        _text.Line("  readonly #link: ContractLink;").Line();
        _text.Line("  constructor(caller: Caller) {").Line("    this.#link = new ContractLink(caller, contract);").Line("  }");
        var methods = new TypeScriptMethods(_text, _errors.ToDictionary(error => error.Code, StringComparer.Ordinal));
        foreach (var method in contract.Methods)
        {
            methods.Write(method);
        }

        foreach (var topic in contract.Topics)
        {
            methods.Write(topic);
        }

        _text.Line("}");
    }
}
