using System.Diagnostics.CodeAnalysis;

namespace Liaison.Commands;

/// <summary>Puts a filter around a command, or around all commands of a class; the same as <c>[Filter(typeof(TFilter))]</c>, and checked by the compiler.</summary>
/// <typeparam name="TFilter">
/// The class of the filter. The container makes it where it knows it (<see cref="CommandTable.FilterFactory"/>); otherwise it is made once,
/// with its constructor without parameters.
/// </typeparam>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class FilterAttribute<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TFilter> : FilterAttribute
    where TFilter : class, ICommandFilter
{
    /// <summary>Names the filter.</summary>
    public FilterAttribute()
        : base(typeof(TFilter))
    {
    }
}
