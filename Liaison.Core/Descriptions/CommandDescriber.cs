using System.Text.Json;
using Liaison.Commands;

namespace Liaison.Descriptions;

/// <summary>Describes commands of a table.</summary>
internal static class CommandDescriber
{
    /// <summary>Describes all commands of the table.</summary>
    /// <param name="title">The title of the description.</param>
    /// <param name="version">The version of the description.</param>
    /// <param name="commands">The commands.</param>
    /// <param name="contracts">The contracts of these commands, for their topics.</param>
    /// <param name="options">How their values are read and written.</param>
    public static ApiDescription Describe(
        string title, string version, CommandTable commands, IEnumerable<GeneratedContract> contracts, JsonSerializerOptions options)
    {
        var documentation = BuiltDocumentation.Instance;
        var models = new ModelCollector(options, documentation.SummaryOf);
        var methods = new MethodDescriber(models, options, documentation);
        var errors = new ErrorCollector(models, options, documentation);
        return new ApiDescription(title, version)
        {
            Methods =
            [
                .. from command in commands.All
                   select methods.Describe(command.Name, command.Method) with
                   {
                       Summary = command.Summary ?? documentation.SummaryOf(command.Method),
                       Contract = command.Contract?.Name,
                       IsBuiltIn = command.Method.DeclaringType?.Assembly == typeof(CommandDescriber).Assembly,
                       Errors = errors.Add(command.Errors.All.Select(declared => (declared.Exception, declared.Code))),
                   },
            ],
            Topics =
            [
                .. from contract in contracts
                   from topic in contract.Topics
                   orderby topic.Name
                   select TopicDescriber.Describe(contract.Type, topic.Name, topic.Member, topic.Member, models, documentation),
            ],
            Errors = errors.Errors,
            Models = models.Models,
        };
    }
}
