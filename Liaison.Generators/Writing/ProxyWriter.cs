using Microsoft.CodeAnalysis.CSharp;

namespace Liaison.Generators;

/// <summary>Writes the class that implements a contract with calls to the other end.</summary>
internal static class ProxyWriter
{
    private const string Proxies = "global::Liaison.Proxies";
    private const string Errors =
        $"global::System.Collections.Generic.Dictionary<string, global::System.Func<{Proxies}.ErrorMembers, global::System.Exception>>";

    public static void Write(SourceWriter text, ContractModel contract)
    {
        var client = ClientName(contract);
        text.Line($"file sealed class Proxy({Proxies}.ContractClient {client}) : {contract.Type}").Line("{");
        for (var i = 0; i < contract.Members.Count; i++)
        {
            if (i > 0)
            {
                text.Line();
            }

            WriteMember(text, contract.Members[i], i, client);
        }

        text.Line("}");
    }

    // A parameter of the contract can have any name.
    private static string ClientName(ContractModel contract)
    {
        var name = "client";
        while (contract.Members.Any(member => member.Method.Parameters.Any(parameter => parameter.Name == name)))
        {
            name = "_" + name;
        }

        return name;
    }

    private static void WriteMember(SourceWriter text, MemberModel member, int number, string client)
    {
        var errors = member.Errors.Count == 0 ? "null" : $"Errors{number}";
        if (member.Errors.Count > 0)
        {
            text.Line($"private static readonly {Errors} Errors{number} = new()").Line("{");
            foreach (var error in member.Errors)
            {
                text.Line($"[{Quote(error.Code)}] = static error => {error.Construction},");
            }

            text.Line("};").Line();
        }

        text.Line($"{member.ReturnType} {member.Method.Owner}.{Signature(member)} =>");
        text.More($"{Wrapped(member, Call(member, errors, client))};");
    }

    private static string Signature(MemberModel member) => member.Property
        ?? $"{Symbols.Escape(member.Method.Name)}({string.Join(", ", member.Method.Parameters.Select(parameter => $"{parameter.Type} {parameter.Name}"))})";

    private static string Call(MemberModel member, string errors, string client) => member.Kind switch
    {
        MemberKind.Topic => $"{client}.ReadEventsAsync<{member.ResultType}>({Quote(member.Name)}, {Token(member)})",
        MemberKind.Stream => $"{client}.StreamAsync<{member.ResultType}>({Command(member)}, {errors}, {Token(member)})",
        _ => $"{client}.InvokeAsync{(member.ResultType is null ? "" : $"<{member.ResultType}>")}({Command(member)}, {errors}, {Token(member)})",
    };

    private static string Wrapped(MemberModel member, string call) => member.IsValueTask ? $"new {member.ReturnType}({call})" : call;

    private static string Token(MemberModel member) => member.Method.Parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Token)?.Name ?? "default";

    private static string Command(MemberModel member)
    {
        var settings = new List<string>();
        var bound = member.Method.Parameters.Where(parameter => parameter.Role == ParameterRole.Bound).ToList();
        var collected = member.Method.Parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Params);
        if (bound.Count > 0 || collected is not null)
        {
            settings.Add($"Arguments = {Arguments(bound, collected)}");
        }

        if (member.Method.Parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Keywords) is { } keywords)
        {
            settings.Add($"Keywords = {Proxies}.ContractArguments.Keywords({keywords.Name})");
        }

        if (!member.ResolvesReferences)
        {
            settings.Add("ResolvesReferences = false");
        }

        var call = $"new global::Liaison.Commands.CommandCall({Quote(member.Name)}){(settings.Count == 0 ? "" : $" {{ {string.Join(", ", settings)} }}")}";
        return member.Method.Parameters.FirstOrDefault(parameter => parameter.Role == ParameterRole.Progress) is { } progress
            ? $"{Proxies}.ContractArguments.Report({call}, {progress.Name})"
            : call;
    }

    private static string Arguments(List<ParameterModel> bound, ParameterModel? collected)
    {
        var all = bound.Count == 0 ? "new object[0]" : $"new object[] {{ {string.Join(", ", bound.Select(parameter => parameter.Name))} }}";
        if (collected is not null)
        {
            return $"{Proxies}.ContractArguments.Append({all}, {collected.Name})";
        }

        var defaults = Enumerable.Reverse(bound).TakeWhile(parameter => parameter.Default is not null).Reverse().Select(parameter => parameter.Default).ToList();
        return defaults.Count == 0 ? all : $"{Proxies}.ContractArguments.Trim({all}, new object[] {{ {string.Join(", ", defaults)} }})";
    }

    private static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
