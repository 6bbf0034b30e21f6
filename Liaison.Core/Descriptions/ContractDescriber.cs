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

    /// <summary>Creates a describer without contracts.</summary>
    /// <param name="options">How values are read and written.</param>
    /// <param name="documentation">The texts for the contracts.</param>
    public ContractDescriber(JsonSerializerOptions options, IDocumentation documentation)
    {
        _models = new ModelCollector(options, documentation.SummaryOf);
        _describer = new MethodDescriber(_models, options, documentation);
        _errors = new ErrorCollector(_models, options, documentation);
        _documentation = documentation;
    }

    /// <summary>Adds a contract.</summary>
    /// <exception cref="ArgumentException">The type is not a contract, or one of its members cannot be a command.</exception>
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

    /// <summary>Adds a contract with generated code, which lists its members.</summary>
    public void Add(GeneratedContract contract)
    {
        foreach (var topic in contract.Topics)
        {
            AddTopic(contract.Type, topic.Name, topic.Member, topic.Member);
        }

        foreach (var command in contract.Commands)
        {
            AddMember(contract.Type, command.Method, command.Method);
        }
    }

    /// <summary>Creates the description of all added contracts.</summary>
    public ApiDescription Describe(string title, string version) => new(title, version)
    {
        Methods = [.. _methods.OrderBy(method => method.Name, StringComparer.Ordinal)],
        Topics = [.. _topics.OrderBy(topic => topic.Name, StringComparer.Ordinal)],
        Errors = _errors.Errors,
        Models = _models.Models,
    };

    private void AddTopic(Type contract, string topic, MemberInfo member, MethodInfo method) =>
        _topics.Add(TopicDescriber.Describe(contract, topic, member, method, _models, _documentation));

    private void AddMember(Type contract, MemberInfo member, MethodInfo method)
    {
        if (ContractAttributes.TopicOf(member) is { } topic)
        {
            AddTopic(contract, topic, member, method);
            return;
        }

        _methods.Add(_describer.Describe(ContractAttributes.PrefixOf(contract) + CommandDescriptor.NameOf(method), method) with
        {
            Contract = contract.Name,
            Errors = _errors.Add(ContractAttributes.ThrowsOf(member)),
        });
    }
}
