using Liaison.Descriptions;

namespace Liaison.Tool;

/// <summary>Writes contracts in C#: one file for each, and one for the types that several of them use.</summary>
internal static class CSharpGenerator
{
    /// <summary>Generates the files.</summary>
    /// <param name="api">The description.</param>
    /// <param name="header">The comment at the beginning of every file.</param>
    public static IReadOnlyList<GeneratedFile> Generate(ApiDescription api, string header)
    {
        var contracts = ContractParts.Of(api);
        var shared = new SharedParts(api, contracts);
        var names = new HashSet<string>(StringComparer.Ordinal) { "Models" };
        var files = new List<GeneratedFile>();
        if (!shared.IsEmpty)
        {
            var text = Begin(api, header);
            WriteTypes(text, api, shared.Models, shared.Errors);
            files.Add(new GeneratedFile("Models.cs", text.ToString()));
        }

        foreach (var contract in contracts)
        {
            var name = Words.Fresh(NameOf(api, contract), names);
            files.Add(new GeneratedFile(name + ".cs", WriteContract(api, contract, shared, name, header)));
        }

        return [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)];
    }

    private static string NameOf(ApiDescription api, ContractParts contract) => contract.Name ?? "I" + Words.Pascal(api.Title);

    private static string WriteContract(ApiDescription api, ContractParts contract, SharedParts shared, string name, string header)
    {
        var text = Begin(api, header);
        text.Line();
        CSharpComment.Write(text, 0, $"What {Words.OfContract(name)} can do.");
        text.Line("[CommandContract]").Line($"public interface {name}").Line("{");
        var methods = new CSharpMethods(text, api);
        var isFirst = true;
        foreach (var write in contract.Methods.Select<MethodDescription, Action>(method => () => methods.Write(method)).Concat(contract.Topics.Select<TopicDescription, Action>(topic => () => methods.Write(topic))))
        {
            if (!isFirst)
            {
                text.Line();
            }

            isFirst = false;
            write();
        }

        text.Line("}");
        WriteTypes(text, api, contract.Models.Except(shared.Models).ToHashSet(), contract.Errors.Except(shared.Errors).ToHashSet());
        return text.ToString();
    }

    private static void WriteTypes(SourceText text, ApiDescription api, IReadOnlySet<string> models, IReadOnlySet<string> errors)
    {
        var types = new CSharpModels(text, api);
        foreach (var model in api.Models.Where(model => models.Contains(model.Name)))
        {
            types.Write(model);
        }

        foreach (var error in api.Errors.Where(error => errors.Contains(error.Code)))
        {
            types.Write(error);
        }
    }

    private static SourceText Begin(ApiDescription api, string header) => new SourceText()
        .Line(header)
        .Line("#nullable enable")
        .Line()
        .Line("using System;")
        .Line("using System.Collections.Generic;")
        .Line("using System.Text.Json;")
        .Line("using System.Text.Json.Serialization;")
        .Line("using System.Threading;")
        .Line("using System.Threading.Tasks;")
        .Line("using Liaison.Commands;")
        .Line("using Liaison.Contracts;")
        .Line("using Liaison.Messages;")
        .Line()
        .Line($"namespace {string.Join('.', api.Title.Split('.').Select(Words.Pascal))};");
}
