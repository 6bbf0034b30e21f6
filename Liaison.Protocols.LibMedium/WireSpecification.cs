using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Protocols;

/// <summary>A specification, prepared for reading and writing its messages. There is one for each set of JSON options.</summary>
internal sealed class WireSpecification
{
    private const int MaxNamed = 20;

    private readonly Dictionary<string, WireMethod> _methods;
    private readonly Dictionary<string, WireMethod> _events;
    private readonly IReadOnlyList<DeclaredFault> _faults;
    private readonly string _namespace;

    public WireSpecification(LibMediumSpecification specification, JsonSerializerOptions json)
    {
        var models = new Dictionary<DeclaredModel, WireType>(ReferenceEqualityComparer.Instance);
        Methods = [.. specification.Methods.Select((method, index) =>
            new WireMethod(method.Name, index, Members(method.Parameters, json, models), method.Result is { } result ? WireType.Of(result, json, models) : null))];
        _methods = Methods.ToDictionary(method => method.Name, StringComparer.Ordinal);
        _events = specification.Events
            .Select((declared, index) => new WireMethod(declared.Name, index, Members(declared.Parameters, json, models), null))
            .ToDictionary(declared => declared.Name, StringComparer.Ordinal);
        _faults = specification.Exceptions;
        _namespace = specification.Namespace;
    }

    public WireMethod[] Methods { get; }

    /// <summary>Finds the method with that name on the wire.</summary>
    public bool TryGetMethod(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out WireMethod? method) => TryGet(_methods, utf8, out method);

    /// <summary>Finds the event with that name on the wire.</summary>
    public bool TryGetEvent(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out WireMethod? declared) => TryGet(_events, utf8, out declared);

    /// <summary>Finds the method of a command's name with the name rules, or returns null.</summary>
    public WireMethod? FindMethod(string command) => Find(_methods, command);

    /// <summary>Finds the event of a topic with the name rules, or returns null.</summary>
    public WireMethod? FindEvent(string topic) => Find(_events, topic);

    /// <summary>
    /// Returns the number of the declared exception for an error, or 0. An exception matches by name, with or without .NET's suffix
    /// <c>Exception</c>, or by code.
    /// </summary>
    public int NumberOf(CommandError error)
    {
        if (_faults.Count == 0)
        {
            return 0;
        }

        const string Suffix = "Exception";
        var type = error.Type[(error.Type.LastIndexOfAny(['.', '+']) + 1)..];
        return NumberOf(type) is var number and > 0 ? number
            : type.EndsWith(Suffix, StringComparison.Ordinal) && NumberOf(type[..^Suffix.Length]) is var shorter and > 0 ? shorter
            : NumberOf(error.Code);
    }

    /// <summary>Returns the error that a client sees for a failure.</summary>
    public CommandError ErrorOf(uint number, string message)
    {
        if (number == 0 || number > _faults.Count)
        {
            return CommandError.Of(ErrorCode.Failed, message);
        }

        var declared = _faults[(int)number - 1];
        var type = $"{_namespace}.Exceptions.{declared.Name}";
        return new CommandError(declared.Code, type, message, [$"{type}: {message}\n"]);
    }

    /// <summary>Returns the reason why a call of an unknown method is refused.</summary>
    public string Unknown(string name)
    {
        var shown = name.Length <= 100 ? name : name[..100] + "...";
        var names = Methods.Length == 0 ? "none" : string.Join(", ", Methods.Take(MaxNamed).Select(method => method.Name)) + (Methods.Length > MaxNamed ? ", ..." : "");
        return $"There is no method '{shown}' in the specification of {_namespace}. Its methods are: {names}.";
    }

    private int NumberOf(string name)
    {
        var best = _faults.Select(fault => (fault.Number, Way: NameRule.Match(name, fault.Name))).Where(match => match.Way >= 0).OrderBy(match => match.Way);
        return best.FirstOrDefault().Number;
    }

    private static WireMember[] Members(IReadOnlyList<DeclaredField> fields, JsonSerializerOptions json, Dictionary<DeclaredModel, WireType> models) =>
        [.. fields.Select(field => new WireMember(field, WireType.Of(field.Type, json, models), json))];

    private static bool TryGet(Dictionary<string, WireMethod> all, ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out WireMethod? found)
    {
        const int Longest = 256;
        found = null;
        if (utf8.Length > Longest)
        {
            return all.TryGetValue(Encoding.UTF8.GetString(utf8), out found);
        }

        Span<char> name = stackalloc char[Longest];
        return all.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name[..Encoding.UTF8.GetChars(utf8, name)], out found);
    }

    private static WireMethod? Find(Dictionary<string, WireMethod> all, string name)
    {
        if (all.TryGetValue(name, out var exact))
        {
            return exact;
        }

        // Topics contain dots, but names of events cannot.
        var plain = name.Replace('.', '_');
        for (var way = 0; way < NameRule.Ways; way++)
        {
            foreach (var candidate in all.Values)
            {
                if (NameRule.Match(plain, candidate.Name) == way)
                {
                    return candidate;
                }
            }
        }

        return null;
    }
}
