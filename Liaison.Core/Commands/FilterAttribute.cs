using System.Diagnostics.CodeAnalysis;

namespace Liaison.Commands;

/// <summary>Puts a filter around a command, or around all commands of a class.</summary>
/// <remarks>
/// An attribute class of your own that implements <see cref="ICommandFilter"/> is a filter itself, even if it does not derive from this
/// class. The filters of one command run from the outside to the inside, in ascending <see cref="Order"/>. If the order is equal, filters
/// of the class come before filters of the method, and then they run in the order in which they are written.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
[SuppressMessage("Performance", "CA1813", Justification = "Attributes with settings of their own, and those that are filters themselves, derive from it.")]
public class FilterAttribute : Attribute
{
    /// <summary>Names the filter.</summary>
    /// <param name="filter">
    /// A class that implements <see cref="ICommandFilter"/>. The container creates it (<see cref="CommandTable.FilterFactory"/>) if it
    /// knows the class; otherwise its parameterless constructor is called, at least once for each command.
    /// </param>
    public FilterAttribute([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Filter = filter;
    }

    /// <summary>For a derived attribute that implements <see cref="ICommandFilter"/> itself.</summary>
    protected FilterAttribute()
    {
    }

    /// <summary>The filter's class; null if the attribute is the filter itself.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    public Type? Filter { get; }

    /// <summary>The position among the command's filters: a smaller number runs further outside. The default is 0.</summary>
    public int Order { get; init; }

    /// <summary>The filter attributes among a command's attributes, the outermost first.</summary>
    /// <exception cref="ArgumentException">A filter attribute names no filter.</exception>
    internal static Attribute[] Among(IReadOnlyList<object> metadata)
    {
        Attribute[] filters = [.. metadata.OfType<Attribute>().Where(one => one is FilterAttribute or ICommandFilter).OrderBy(OrderOf)];
        foreach (var filter in filters)
        {
            Check(filter);
        }

        return filters;
    }

    private static int OrderOf(Attribute attribute) => (attribute as FilterAttribute)?.Order ?? 0;

    private static void Check(Attribute attribute)
    {
        if (attribute is ICommandFilter || (attribute is FilterAttribute { Filter: { } filter } && typeof(ICommandFilter).IsAssignableFrom(filter)))
        {
            return;
        }

        var wrong = (attribute as FilterAttribute)?.Filter ?? attribute.GetType();
        throw new ArgumentException($"{wrong} is used as a filter, but does not implement {nameof(ICommandFilter)}. Implement the interface.", nameof(attribute));
    }
}
