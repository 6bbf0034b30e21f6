namespace Liaison.Generators;

/// <summary>
/// Writes the methods that the dispatcher calls. Each reads the arguments, calls a command's method, and returns the result.
/// </summary>
internal static class InvokerWriter
{
    private const string Commands = "global::Liaison.Commands";
    private const string Result = "global::System.Threading.Tasks.ValueTask<global::Liaison.Messages.CommandResult>";

    /// <summary>Writes the list of methods, each with its invoker.</summary>
    public static void WriteList(SourceWriter text, IReadOnlyList<MethodModel> methods)
    {
        text.Line($"private static {Commands}.GeneratedCommand[] Commands() => new {Commands}.GeneratedCommand[]").Line("{");
        for (var i = 0; i < methods.Count; i++)
        {
            text.Line($"new {Commands}.GeneratedCommand({string.Join(", ", methods[i].ErrorMembers.Prepend($"Invoke{i}").Prepend(MethodInfo(methods[i])))}),");
        }

        text.Line("};");
        for (var i = 0; i < methods.Count; i++)
        {
            text.Line();
            Write(text, methods[i], i);
        }
    }

    /// <summary>
    /// Returns the expression that finds the method. Its arguments are constants, so the trimmer keeps only that method.
    /// </summary>
    public static string MethodInfo(MethodModel method)
    {
        var binding = "global::System.Reflection.BindingFlags";
        var types = method.Parameters.Count == 0
            ? "global::System.Type.EmptyTypes"
            : $"new global::System.Type[] {{ {string.Join(", ", method.Parameters.Select(parameter => $"typeof({parameter.Type})"))} }}";
        return $"typeof({method.Owner}).GetMethod(\"{method.Name}\", {binding}.Public | {binding}.{(method.IsStatic ? "Static" : "Instance")}, {types})";
    }

    private static void Write(SourceWriter text, MethodModel method, int number)
    {
        var target = method.IsStatic ? method.Owner : $"(({method.Owner})target)";
        var call = $"{target}.{Symbols.Escape(method.Name)}({string.Join(", ", method.Parameters.Select(Read))})";
        text.Line($"private static {Result} Invoke{number}(object target, in {Commands}.BoundArguments arguments)").Line("{");
        if (method.IsVoid)
        {
            text.Line($"{call};").Line("return default;");
        }
        else
        {
            text.Line($"return {Commands}.CommandReturn.Of({call});");
        }

        text.Line("}");
    }

    private static string Read(ParameterModel parameter, int place) => parameter.Role switch
    {
        ParameterRole.Token => "arguments.CancellationToken",
        ParameterRole.Context => "arguments.Context",
        ParameterRole.Rest => "arguments.Rest",
        ParameterRole.Progress => $"arguments.Progress<{parameter.ElementType}>()",
        ParameterRole.Params => $"arguments.Collect<{parameter.ElementType}>({place})",
        ParameterRole.Keywords => $"arguments.Keywords<{parameter.ElementType}>({place})",
        _ => $"arguments.Read<{parameter.Type}>({place})",
    };
}
