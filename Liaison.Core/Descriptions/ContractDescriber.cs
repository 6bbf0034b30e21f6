using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using Liaison.Commands;

namespace Liaison.Descriptions;

/// <summary>Describes contracts: interfaces marked <c>[CommandContract]</c>.</summary>
/// <param name="options">How values are read and written.</param>
/// <param name="documentation">What is said of them.</param>
internal sealed class ContractDescriber(JsonSerializerOptions options, IDocumentation documentation)
{
    private readonly ModelCollector _models = new(options, documentation.SummaryOf);
    private readonly List<MethodDescription> _methods = [];
    private readonly List<TopicDescription> _topics = [];
    private readonly Dictionary<string, ErrorDescription> _errors = new(StringComparer.Ordinal);

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

    /// <summary>Adds a contract that code was generated for, which names its members.</summary>
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

    /// <summary>The description of all that was added.</summary>
    public ApiDescription Describe(string title, string version) => new(title, version)
    {
        Methods = [.. _methods.OrderBy(method => method.Name, StringComparer.Ordinal)],
        Topics = [.. _topics.OrderBy(topic => topic.Name, StringComparer.Ordinal)],
        Errors = [.. _errors.Values.OrderBy(error => error.Code, StringComparer.Ordinal)],
        Models = _models.Models,
    };

    private void AddTopic(Type contract, string topic, MemberInfo member, MethodInfo method)
    {
        var (type, nullability, _) = ResultShape.Of(method);
        _topics.Add(new TopicDescription(topic, _models.Describe(type, nullability))
        {
            Contract = contract.Name,
            Member = member.Name,
            Summary = documentation.SummaryOf(member),
        });
    }

    private void AddMember(Type contract, MemberInfo member, MethodInfo method)
    {
        if (ContractAttributes.TopicOf(member) is { } topic)
        {
            AddTopic(contract, topic, member, method);
            return;
        }

        var command = method.GetCustomAttribute<CommandAttribute>(inherit: true);
        var name = command?.Name ?? CommandDescriptor.NameOf(method);
        _methods.Add(new MethodDescriber(_models, options, documentation).Describe(ContractAttributes.PrefixOf(contract) + name, method) with
        {
            Contract = contract.Name,
            Errors = [.. ContractAttributes.ThrowsOf(member).Select(declared => Error(declared.Exception, declared.Code)).Distinct().Order(StringComparer.Ordinal)],
        });
    }

    private string Error(Type exception, string code)
    {
        _errors.TryAdd(code, ErrorModel.Of(exception, code, _models, options, documentation));
        return code;
    }
}
