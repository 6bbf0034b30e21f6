using Microsoft.CodeAnalysis.CSharp;

namespace Liaison.Generators;

/// <summary>Writes the generated code for a contract: its dispatch, its topics and its proxy.</summary>
internal static class ContractWriter
{
    private const string Commands = "global::Liaison.Commands";

    public static string Write(ContractModel contract)
    {
        var text = SourceWriter.Begin().Line("namespace Liaison.Generated").Line("{");
        WriteRegistration(text, contract);
        text.Line();
        ProxyWriter.Write(text, contract);
        DocumentationWriter.Write(text, contract.Documentation);
        return text.Line("}").ToString();
    }

    private static void WriteRegistration(SourceWriter text, ContractModel contract)
    {
        var methods = contract.Members.Where(member => member.Kind != MemberKind.Topic).Select(member => member.Method).ToList();
        var topics = contract.Members.Where(member => member.Kind == MemberKind.Topic).ToList();
        text.Line("file static class Contract")
            .Line("{")
            .Line("[global::System.Runtime.CompilerServices.ModuleInitializer]")
            .Line($"internal static void Register() => {Commands}.GeneratedContracts.Register(typeof({contract.Type}), Create);")
            .Line()
            .Line($"private static {Commands}.GeneratedContract Create() => new(")
            .More($"typeof({contract.Type}), {Quote(contract.Prefix)}, Commands(), Topics(), static (caller, contract) => new Proxy(new global::Liaison.Proxies.ContractClient(caller, contract)));")
            .Line();
        WriteTopics(text, topics);
        text.Line();
        InvokerWriter.WriteList(text, methods);
        text.Line("}");
    }

    private static void WriteTopics(SourceWriter text, IReadOnlyList<MemberModel> topics)
    {
        text.Line($"private static {Commands}.GeneratedTopic[] Topics() => new {Commands}.GeneratedTopic[]").Line("{");
        foreach (var topic in topics)
        {
            var arguments = topic.Method.Parameters.Select(parameter => parameter.Role == ParameterRole.Token ? "token" : parameter.Default ?? "default");
            var events = topic.Property ?? $"{Symbols.Escape(topic.Method.Name)}({string.Join(", ", arguments)})";
            text.Line($"new {Commands}.GeneratedTopic({Quote(topic.Name)}, {InvokerWriter.MethodInfo(topic.Method)}, static (target, token) => global::Liaison.Proxies.ContractEvents.Of((({topic.Method.Owner})target).{events}, token)),");
        }

        text.Line("};");
    }

    private static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
