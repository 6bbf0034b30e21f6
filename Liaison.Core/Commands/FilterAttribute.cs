using System.Diagnostics.CodeAnalysis;

namespace Liaison.Commands;

/// <summary>Puts a filter around a command, or around all commands of a class.</summary>
/// <remarks>
/// An attribute of one's own that implements <see cref="ICommandFilter"/> is a filter itself, whether or not it derives from this one. Those
/// of one command run from the outside to the inside by their <see cref="Order"/>; where that is equal, those of the class come before those
/// of the method, and otherwise they are in the order in which they are written.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
[SuppressMessage("Performance", "CA1813", Justification = "Attributes with settings of their own, and those that are filters themselves, derive from it.")]
public class FilterAttribute : Attribute
{
    /// <summary>Names the filter.</summary>
    /// <param name="filter">
    /// A class that implements <see cref="ICommandFilter"/>. The container makes it where it knows it
    /// (<see cref="CommandTable.FilterFactory"/>); otherwise it is made once, with its constructor without parameters.
    /// </param>
    public FilterAttribute([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] Type filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        Filter = filter;
    }

    /// <summary>For an attribute that implements <see cref="ICommandFilter"/> itself.</summary>
    protected FilterAttribute()
    {
    }

    /// <summary>The class of the filter; null where the attribute is the filter itself.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)]
    public Type? Filter { get; }

    /// <summary>Its place among the filters of the command: a smaller one is further outside. The default is 0.</summary>
    public int Order { get; init; }

    /// <summary>The attributes among them that put filters around a command, the outermost first.</summary>
    /// <exception cref="ArgumentException">One of them names no filter.</exception>
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
        throw new ArgumentException($"{wrong} is used as a filter, and is none. Let it implement {nameof(ICommandFilter)}.", nameof(attribute));
    }
}
