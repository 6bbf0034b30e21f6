using System.Reflection;
using System.Text.Json.Serialization;
using Liaison.Commands;
using Liaison.Values;

namespace Liaison.Companions;

/// <summary>A method that a target names, with all its overloads, bound to the object that it was found on.</summary>
[JsonConverter(typeof(HandleConverter<MethodTarget>))]
internal sealed class MethodTarget(object? instance, MemberGroup group) : ITargetHandle
{
    /// <summary>The object; null where the target named a type.</summary>
    public object? Instance => instance;

    public string Name => group.Name;

    public IReadOnlyList<CallSignature> Overloads => group.Overloads;

    public object? Underlying => group.Members is [MethodInfo only] ? only : null;

    /// <summary>As it stands in messages.</summary>
    public override string ToString() => TypeName.Uri((MethodBase)group.Members[0]);
}
