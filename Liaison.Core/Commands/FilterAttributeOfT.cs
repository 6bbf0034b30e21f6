using System.Diagnostics.CodeAnalysis;

namespace Liaison.Commands;

/// <summary>
/// Puts a filter around a command, or around all commands of a class. Same as <c>[Filter(typeof(TFilter))]</c>, but checked by the
/// compiler.
/// </summary>
/// <typeparam name="TFilter">
/// The filter's class. The container creates it (<see cref="CommandTable.FilterFactory"/>) if it knows the class; otherwise its
/// parameterless constructor is called, at least once for each command.
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
