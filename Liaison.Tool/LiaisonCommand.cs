using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Liaison.Tool.Replay;

namespace Liaison.Tool;

/// <summary>The whole command line.</summary>
internal static class LiaisonCommand
{
    // Response files and bundles would change arguments that begin with '@' or '-'.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    // The server handles signals itself, because draining takes time.
    private static readonly InvocationConfiguration Invocation = new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };

    /// <summary>Runs the command in the arguments, and returns the exit code.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var result = Create().Parse(arguments, Parsing);
        if (result.Action is ParseErrorAction)
        {
            return Refuse(result, result.Errors.Select(error => error.Message));
        }

        if (result.Action == result.CommandResult.Command.Action && UnknownOption(result.Tokens) is { } unknown)
        {
            return Refuse(result, [$"There is no option '{unknown}'. Write -- before arguments that begin with a dash."]);
        }

        try
        {
            return await result.InvokeAsync(Invocation);
        }
        catch (ToolException problem)
        {
            await Console.Error.WriteLineAsync(TerminalText.Lines(problem.Message));
            return problem.ExitCode;
        }
        catch (Exception failure)
        {
            // Unexpected, so the stack trace is printed. But front ends must see one of the documented exit codes, not a crash.
            await Console.Error.WriteLineAsync(TerminalText.Lines(failure.ToString()));
            return ExitCodes.Failed;
        }
    }

    private static RootCommand Create()
    {
        var root = new RootCommand("Drive a .NET application from a front end by sending it commands as JSON.");
        root.Directives.Clear();
        root.Add(ConstantsCommand.Create());
        foreach (var command in ServeCommands.Create())
        {
            root.Add(command);
        }

        root.Add(CallCommand.Create());
        root.Add(DoctorCommand.Create());
        root.Add(ReplayCommand.Create());
        root.Add(GenerateCommand.Create());
        return root;
    }

    // The parser treats an unknown option as an argument wherever a further argument is allowed.
    private static string? UnknownOption(IEnumerable<Token> tokens) =>
        tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
            .Where(token => token.Type == TokenType.Argument)
            .Select(token => token.Value)
            .FirstOrDefault(text => text is ['-', _, ..] && !ArgumentParser.IsJson(text));

    private static int Refuse(ParseResult result, IEnumerable<string> problems)
    {
        foreach (var problem in problems)
        {
            Console.Error.WriteLine(problem);
        }

        var command = result.CommandResult.Command;
        Console.Error.WriteLine($"`liaison {(command is RootCommand ? "" : command.Name + " ")}--help` tells how to use it.");
        return ExitCodes.Usage;
    }
}
