using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using Liaison.Commands;

namespace Liaison.Descriptions;

/// <summary>Describes contracts: interfaces marked <c>[CommandContract]</c>.</summary>
internal sealed class ContractDescriber
{
    private readonly ModelCollector _models;
    private readonly MethodDescriber _describer;
    private readonly ErrorCollector _errors;
    private readonly IDocumentation _documentation;
    private readonly List<MethodDescription> _methods = [];
    private readonly List<TopicDescription> _topics = [];

    /// <summary>Makes one that describes no contract yet.</summary>
    /// <param name="options">How values are read and written.</param>
    /// <param name="documentation">What is said of them.</param>
    public ContractDescriber(JsonSerializerOptions options, IDocumentation documentation)
    {
        _models = new ModelCollector(options, documentation.SummaryOf);
        _describer = new MethodDescriber(_models, options, documentation);
        _errors = new ErrorCollector(_models, options, documentation);
        _documentation = documentation;
    }

    /// <summary>Adds a contract.</summary>
    /// <exception cref="ArgumentException">It is none, or a member of it cannot be a command.</exception>
    [RequiresUnreferencedCode("Members that the application does not use itself may have been removed.")]
    public void Add(Type contract)
    {
        if (!contract.IsInterface || !ContractAttributes.IsContract(contract))
        {
            throw new ArgumentException($"{contract} is no contract. Mark an interface [CommandContract].", nameof(contract));
        }

        foreach (var type in contract.GetInterfaces().Prepend(contract))
        {
            foreach (var property in type.GetProperties())
            {
                AddMember(contract, property, property.GetMethod!);
            }

            foreach (var method in type.GetMethods().Where(method => method is { IsStatic: false, IsSpecialName: false }))
            {
                AddMember(contract, method, method);
            }
        }
    }

    /// <summary>The description of all that was added.</summary>
    public ApiDescription Describe(string title, string version) => new(title, version)
    {
        Methods = [.. _methods.OrderBy(method => method.Name, StringComparer.Ordinal)],
        Topics = [.. _topics.OrderBy(topic => topic.Name, StringComparer.Ordinal)],
        Errors = _errors.Errors,
        Models = _models.Models,
    };

    private void AddMember(Type contract, MemberInfo member, MethodInfo method)
    {
        if (ContractAttributes.TopicOf(member) is { } topic)
        {
            var (type, nullability, _) = ResultShape.Of(method);
            _topics.Add(new TopicDescription(topic, _models.Describe(type, nullability))
            {
                Contract = contract.Name,
                Member = member.Name,
                Summary = _documentation.SummaryOf(member),
            });
            return;
        }

        var command = method.GetCustomAttribute<CommandAttribute>(inherit: true);
        var name = command?.Name ?? CommandDescriptor.NameOf(method);
        _methods.Add(_describer.Describe(ContractAttributes.PrefixOf(contract) + name, method) with
        {
            Contract = contract.Name,
            Errors = _errors.Add(ContractAttributes.ThrowsOf(member)),
        });
    }
}
