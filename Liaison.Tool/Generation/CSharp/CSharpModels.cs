using System.Text.Json;
using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>Writes models and declared errors as C#.</summary>
internal sealed class CSharpModels(SourceText text, ApiDescription api)
{
    private readonly Dictionary<string, ModelDescription> _models = api.Models.ToDictionary(model => model.Name, StringComparer.Ordinal);

    // A case of a union derives from the union. A case of several unions cannot be written in C#.
    private readonly Dictionary<string, ModelDescription> _bases = api.Models
        .SelectMany(union => union.Cases.Where(one => one.Model != union.Name).Select(one => (Case: one.Model, Union: union)))
        .GroupBy(pair => pair.Case)
        .ToDictionary(group => group.Key, Only, StringComparer.Ordinal);

    public void Write(ModelDescription model)
    {
        text.Line();
        CSharpComment.Write(text, 0, model.Summary ?? $"{model.Name}, as it is on the wire.");
        if (model.Kind is ModelKind.Enumeration or ModelKind.Flags)
        {
            WriteEnumeration(model);
            return;
        }

        foreach (var line in Polymorphism(model))
        {
            text.Line(line);
        }

        var inherited = _bases.GetValueOrDefault(model.Name);
        var members = model.Members.Where(member => inherited?.Members.Any(known => known.Name == member.Name) != true).ToList();
        var defaults = members.Where(member => member.IsOptional && !member.Type.IsNullable).ToList();
        var parameters = string.Join(", ", defaults.Select(member =>
            $"{Attribute(member, model.Name, "property: ")}{CSharpType.Of(member.Type)} {CSharpName.Property(member.Name, model.Name)} = {CSharpType.Literal(member.Type, null, _models)}"));
        text.Line($"public {(model.Kind == ModelKind.Union ? "" : "sealed ")}record {model.Name}{(defaults.Count > 0 ? $"({parameters})" : "")}{(inherited is null ? "" : $" : {inherited.Name}")}");
        text.Line("{");
        WriteProperties(members.Except(defaults), model.Name, record: true);
        text.Line("}");
    }

    public void Write(ErrorDescription error)
    {
        text.Line();
        CSharpComment.Write(text, 0, error.Summary ?? $"The error {error.Code}.");
        text.Line($"public sealed class {error.Name}(string message) : Exception(message)").Line("{");
        WriteProperties(error.Members, error.Name, record: false);
        text.Line("}");
    }

    private static ModelDescription Only(IGrouping<string, (string Case, ModelDescription Union)> group) => group.Count() == 1
        ? group.First().Union
        : throw new ToolException(ExitCodes.Failed, $"{group.Key} is a case of {string.Join(" and of ", group.Select(pair => pair.Union.Name))}: C# cannot express that. Give each its own case.");

    private static IEnumerable<string> Polymorphism(ModelDescription model) => model.Kind != ModelKind.Union
        ? []
        :
        [
            $"[JsonPolymorphic(TypeDiscriminatorPropertyName = {CSharpType.Quote(model.Discriminator!)})]",
            .. model.Cases.Select(one => $"[JsonDerivedType(typeof({one.Model}), {(one.Json.StartsWith('"') ? CSharpType.Quote(JsonElement.Parse(one.Json).GetString()!) : one.Json)})]"),
        ];

    private void WriteProperties(IEnumerable<MemberDescription> members, string type, bool record)
    {
        var isFirst = true;
        foreach (var member in members)
        {
            if (!isFirst)
            {
                text.Line();
            }

            isFirst = false;
            CSharpComment.Write(text, 4, member.Summary);
            if (Attribute(member, type, "") is { Length: > 0 } attribute)
            {
                text.Line("    " + attribute);
            }

            var required = record && !member.IsOptional ? "required " : "";
            var initial = record || member.Type.IsNullable ? "" : $" = default!;";
            text.Line($"    public {required}{CSharpType.Of(member.Type)} {CSharpName.Property(member.Name, type)} {{ get; init; }}{initial}");
        }
    }

    // A name that the serializer uses by default needs no attribute.
    private static string Attribute(MemberDescription member, string type, string target) =>
        JsonNamingPolicy.CamelCase.ConvertName(CSharpName.Property(member.Name, type)) == member.Name ? "" : $"[{target}JsonPropertyName({CSharpType.Quote(member.Name)})]";

    private void WriteEnumeration(ModelDescription model)
    {
        var isText = model.Values.Any(value => value.Json.StartsWith('"'));
        if (model.Kind == ModelKind.Flags)
        {
            text.Line("[Flags]");
        }

        if (isText)
        {
            text.Line($"[JsonConverter(typeof(JsonStringEnumConverter<{model.Name}>))]");
        }

        text.Line($"public enum {model.Name}{(model.Underlying == ValueKind.Int32 ? "" : $" : {CSharpType.Of(new ValueDescription(model.Underlying))}")}").Line("{");
        foreach (var value in model.Values)
        {
            CSharpComment.Write(text, 4, value.Summary);
            if (isText && JsonElement.Parse(value.Json).GetString() is { } name && name != value.Name)
            {
                text.Line($"    [JsonStringEnumMemberName({CSharpType.Quote(name)})]");
            }

            text.Line($"    {value.Name}{(isText ? "" : $" = {value.Json}")},");
        }

        text.Line("}");
    }
}
