using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>Writes models and declared errors as TypeScript.</summary>
internal sealed class TypeScriptModels(SourceText text)
{
    private static readonly HashSet<string> MembersOfErrors = ["name", "message", "stack", "cause", "code"];

    public void Write(ModelDescription model)
    {
        text.Line();
        switch (model.Kind)
        {
            case ModelKind.Enumeration:
            case ModelKind.Flags:
                WriteValues(model);
                break;
            case ModelKind.Union:
                WriteUnion(model);
                break;
            default:
                text.Comment(0, model.Summary);
                WriteInterface(TypeScriptName.Type(model.Name), model.Members);
                break;
        }
    }

    public void Write(ErrorDescription error)
    {
        var name = ClassOf(error);
        text.Line().Comment(0, error.Summary ?? $"The error `{error.Code}`.");
        text.Line($"export class {name} extends DeclaredError {{");
        foreach (var member in error.Members)
        {
            text.Comment(2, member.Summary, TypeScriptType.NoteOn(member.Type));
            text.Line(Doc.Concat($"readonly {FieldOf(member)}: ", TypeOf(member), ";").Print(2));
        }

        if (error.Members.Count > 0)
        {
            text.Line();
        }

        var data = error.Members.Count > 0 ? "data" : "_data";
        text.Line(Doc.Concat("constructor", Doc.List("(", ["message: string", $"{data}: Record<string, unknown>", "cause: unknown"], ")"), " {").Print(2));
        text.Line($"    super({TypeScriptName.Quote(error.Code)}, message, cause);");
        text.Line($"    this.name = {TypeScriptName.Quote(name)};");
        foreach (var member in error.Members)
        {
            text.Line(Doc.Concat($"{ThisOf(member)} = data[{TypeScriptName.Quote(member.Name)}] as ", TypeOf(member), ";").Print(4));
        }

        text.Line("  }").Line("}");
    }

    /// <summary>Returns the name of an error's class: <c>StudentNotFoundError</c> for <c>StudentNotFoundException</c>.</summary>
    public static string ClassOf(ErrorDescription error)
    {
        var name = error.Name.EndsWith("Exception", StringComparison.Ordinal) && error.Name.Length > 9 ? error.Name[..^9] : error.Name;
        return TypeScriptName.Type(Words.Pascal(name.EndsWith("Error", StringComparison.Ordinal) ? name : name + "Error"));
    }

    private void WriteValues(ModelDescription model)
    {
        var name = TypeScriptName.Type(model.Name);
        text.Comment(0, model.Summary);
        if (model.Values.Count == 0)
        {
            text.Line($"export const {name} = {{}} as const;");
        }
        else
        {
            text.Line($"export const {name} = {{");
            foreach (var value in model.Values)
            {
                text.Comment(2, value.Summary);
                text.Line($"  {TypeScriptName.Key(value.Name)}: {Literal(value.Json)},");
            }

            text.Line("} as const;");
        }

        var literals = model.Values.Select(value => Literal(value.Json)).Distinct().Select(literal => (Doc)literal).ToList();
        var type = model.Kind == ModelKind.Flags ? "number" : literals.Count == 0 ? "never" : Doc.Union(literals);
        text.Line().Comment(0, model.Kind == ModelKind.Flags ? $"Values of {name}, combined with \"|\"." : $"A value of {name}.");
        text.Line(Doc.Concat($"export type {name} = ", type, ";").Print());
    }

    private void WriteUnion(ModelDescription model)
    {
        var name = TypeScriptName.Type(model.Name);
        var cases = new List<Doc>();
        foreach (var one in model.Cases)
        {
            var isBase = one.Model == model.Name;
            var caseName = isBase ? $"{model.Name}Itself" : $"{model.Name}{one.Model}";
            var discriminator = $"  {TypeScriptName.Key(model.Discriminator!)}: {Literal(one.Json)};";
            cases.Add(caseName);
            text.Comment(0, $"{(isBase ? "" : one.Model + " as a ")}{model.Name}.");
            text.Line($"export interface {caseName}{(isBase ? "" : $" extends {TypeScriptName.Type(one.Model)}")} {{").Line(discriminator);
            WriteMembers(isBase ? model.Members : []);
            text.Line("}").Line();
        }

        text.Comment(0, model.Summary ?? $"Any {model.Name}.");
        text.Line(Doc.Concat($"export type {name} = ", Doc.Union(cases), ";").Print());
    }

    private void WriteInterface(string name, IReadOnlyList<MemberDescription> members)
    {
        if (members.Count == 0)
        {
            text.Line($"export interface {name} {{}}");
            return;
        }

        text.Line($"export interface {name} {{");
        WriteMembers(members);
        text.Line("}");
    }

    private void WriteMembers(IReadOnlyList<MemberDescription> members)
    {
        foreach (var member in members)
        {
            text.Comment(2, member.Summary, TypeScriptType.NoteOn(member.Type));
            text.Line(Doc.Concat($"{TypeScriptName.Key(member.Name)}{(member.IsOptional ? "?" : "")}: ", TypeScriptType.Of(member.Type), ";").Print(2));
        }
    }

    private static Doc TypeOf(MemberDescription member) =>
        member.IsOptional ? Doc.Union([TypeScriptType.Of(member.Type), "undefined"]) : TypeScriptType.Of(member.Type);

    private static string ThisOf(MemberDescription member) => FieldOf(member) is ['"' or '\'', ..] field ? $"this[{field}]" : $"this.{FieldOf(member)}";

    private static string FieldOf(MemberDescription member) =>
        MembersOfErrors.Contains(member.Name) ? member.Name + "_" : TypeScriptName.Key(member.Name);

    private static string Literal(string json) => json.StartsWith('"') ? TypeScriptName.Quote(System.Text.Json.JsonElement.Parse(json).GetString()!) : json;
}
