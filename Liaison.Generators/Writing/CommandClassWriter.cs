namespace Liaison.Generators;

/// <summary>Writes the dispatch code for the commands of one class.</summary>
internal static class CommandClassWriter
{
    public static string Write(CommandClass commands)
    {
        var text = SourceWriter.Begin()
            .Line($"namespace Liaison.Generated")
            .Line("{")
            .Line($"file static class Dispatch")
            .Line("{")
            .Line("[global::System.Runtime.CompilerServices.ModuleInitializer]")
            .Line($"internal static void Register() => global::Liaison.Commands.GeneratedCommands.Register(typeof({commands.Type}), Commands);")
            .Line();
        InvokerWriter.WriteList(text, commands.Methods);
        text.Line("}");
        DocumentationWriter.Write(text, commands.Documentation);
        return text.Line("}").ToString();
    }
}
