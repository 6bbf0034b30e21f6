using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>Writes methods and topics of a contract as methods of its client.</summary>
internal sealed class TypeScriptMethods(SourceText text, IReadOnlyDictionary<string, ErrorDescription> errors)
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public void Write(MethodDescription method)
    {
        var collects = method.Parameters.Any(parameter => parameter.Collects is Collects.Positional or Collects.Rest);
        var throws = method.Errors.Where(errors.ContainsKey).Select(code => $"@throws {{{TypeScriptModels.ClassOf(errors[code])}}} {errors[code].Summary}".TrimEnd());
        text.Line().Comment(2, [method.Summary, .. method.Parameters.Select(Documentation), Returns(method), .. throws]);
        var options = method.Progress is { } progress ? Doc.Concat("options?: CallOptions<", TypeScriptType.Of(progress), ">") : "options?: CallOptions";
        var parameters = method.Parameters.SelectMany(parameter => Parameters(parameter, collects)).Append(options);
        var result = method.Result is { } value ? TypeScriptType.Of(value) : "void";
        var name = Words.Fresh(TypeScriptName.Method(method.Name), _taken);
        text.Line(Doc.Concat(name, Doc.List("(", parameters, ")"), method.IsStream ? ": AsyncIterable<" : ": Promise<", result, "> {").Print(2));
        WriteBody(method, collects);
        text.Line("  }");
    }

    public void Write(TopicDescription topic)
    {
        text.Line().Comment(2, topic.Summary ?? $"The events of the topic `{topic.Name}`, from the first read until the loop is left.");
        var name = Words.Fresh(TypeScriptName.Method(topic.Name), _taken);
        text.Line(Doc.Concat(name, Doc.List("(", ["options?: SubscribeOptions"], ")"), ": AsyncIterable<", TypeScriptType.Of(topic.Value), "> {").Print(2));
        text.Line(Doc.Concat("return this.#link.subscribe", Doc.List("(", [TypeScriptName.Quote(topic.Name), "options"], ")"), ";").Print(4));
        text.Line("  }");
    }

    private void WriteBody(MethodDescription method, bool collects)
    {
        var positional = new List<Doc>();
        var named = new List<Doc>();
        foreach (var parameter in method.Parameters)
        {
            var name = TypeScriptName.Parameter(parameter.Name);
            switch (parameter.Collects)
            {
                case Collects.Positional:
                    positional.Add("..." + name);
                    break;
                case Collects.Named:
                    named.Add("..." + name);
                    break;
                case Collects.Rest:
                    positional.Add("..." + name);
                    named.Add("...keywords");
                    break;
                case Collects.Nothing when parameter.IsOptional && !collects:
                    named.Add(parameter.Name == name ? name : $"{TypeScriptName.Key(parameter.Name)}: {name}");
                    break;
                default:
                    positional.Add(name);
                    break;
            }
        }

        var arguments = new List<Doc> { TypeScriptName.Quote(method.Name), Doc.List("[", positional, "]"), "options" };
        if (named.Count > 0)
        {
            text.Line(Doc.Concat("const kwargs = ", Doc.List("{", named, "}", space: true), ";").Print(4));
            arguments.Add("kwargs");
        }

        text.Line(Doc.Concat($"return this.#link.{Call(method)}", Doc.List("(", arguments, ")"), ";").Print(4));
    }

    // Many bytes travel as a stream, and the link collects them.
    private static string Call(MethodDescription method) => method switch
    {
        { IsStream: true } => "stream",
        { Result.Kind: ValueKind.Bytes } => "invokeBytes",
        _ => "invoke",
    };

    private static IEnumerable<Doc> Parameters(ParameterDescription parameter, bool collects)
    {
        var name = TypeScriptName.Parameter(parameter.Name);
        return parameter.Collects switch
        {
            Collects.Positional => [Doc.Concat($"{name}: ", TypeScriptType.Of(parameter.Type with { IsNullable = false }), " = []")],
            Collects.Named => [Doc.Concat($"{name}: ", TypeScriptType.Of(parameter.Type with { IsNullable = false }), " = {}")],
            Collects.Rest => [$"{name}: unknown[] = []", "keywords: Record<string, unknown> = {}"],
            _ when parameter.IsOptional && collects => [Doc.Concat($"{name}: ", TypeScriptType.Of(parameter.Type), $" = {parameter.Default ?? "null"}")],
            _ => [Doc.Concat($"{name}{(parameter.IsOptional ? "?" : "")}: ", TypeScriptType.Of(parameter.Type))],
        };
    }

    private static string? Documentation(ParameterDescription parameter)
    {
        var says = string.Join(' ', new[] { parameter.Summary, TypeScriptType.NoteOn(parameter.Type), parameter is { IsOptional: true, Default: { } value } ? $"Left out: `{value}`." : null }.Where(part => part is not null));
        return says.Length == 0 ? null : $"@param {TypeScriptName.Parameter(parameter.Name)} {says}";
    }

    private static string? Returns(MethodDescription method)
    {
        var says = string.Join(' ', new[] { method.ResultSummary, method.Result is { } result ? TypeScriptType.NoteOn(result) : null }.Where(part => part is not null));
        return says.Length == 0 ? null : $"@returns {says}";
    }
}
