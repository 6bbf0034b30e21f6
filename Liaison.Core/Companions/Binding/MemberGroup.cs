using System.Reflection;
using Liaison.Commands;

namespace Liaison.Companions.Binding;

/// <summary>
/// The members with one name that peers may reach on a type: one property, field or nested type, or all overloads of a method.
/// </summary>
internal sealed class MemberGroup(string name, MemberInfo first)
{
    private readonly List<MemberInfo> _members = [first];
    private bool _areExtensions;
    private OverloadSet? _overloads;
    private OverloadSet? _staticOverloads;

    public string Name => name;

    /// <summary>The members: all overloads of a method, otherwise one member.</summary>
    public IReadOnlyList<MemberInfo> Members => _members;

    public MemberInfo First => _members[0];

    public bool IsMethod => First is MethodInfo;

    /// <summary>The overloads; empty if this is not a method.</summary>
    public OverloadSet Overloads => _overloads ??= new OverloadSet([.. _members.OfType<MethodInfo>().Select(method => new CallSignature(method, _areExtensions))]);

    /// <summary>The overloads that are called without an object.</summary>
    public OverloadSet StaticOverloads => _staticOverloads ??= new OverloadSet([.. Overloads.Signatures.Where(overload => !overload.IsInstance)]);

    /// <summary>Extension methods of one name, called like methods of the object that they extend.</summary>
    public static MemberGroup OfExtensions(IReadOnlyList<MethodInfo> methods)
    {
        var group = new MemberGroup(methods[0].Name, methods[0]) { _areExtensions = true };
        group._members.AddRange(methods.Skip(1));
        return group;
    }

    /// <summary>Adds an overload, unless there already is one with the same parameters, which overrides or hides it.</summary>
    public void AddOverload(MethodInfo method)
    {
        if (IsMethod && !_members.Exists(member => HasSameParameters((MethodInfo)member, method)))
        {
            _members.Add(method);
        }
    }

    private static bool HasSameParameters(MethodInfo left, MethodInfo right) =>
        left.GetParameters().Select(parameter => parameter.ParameterType).SequenceEqual(right.GetParameters().Select(parameter => parameter.ParameterType));
}
