using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>Turns arguments into the values of a signature's parameters.</summary>
internal sealed class CallBinder(ArgumentReader reader)
{
    public ArgumentReader Reader => reader;

    /// <summary>Reads the values of all parameters, in order.</summary>
    /// <param name="map">Maps arguments to parameters.</param>
    /// <param name="prepared">The arguments after references were replaced.</param>
    /// <param name="raw">The same arguments as they were received, for a parameter that takes them unread.</param>
    /// <param name="nested">Whether references inside arrays and objects are replaced.</param>
    /// <param name="context">The call.</param>
    /// <param name="values">Receives the values; as long as the list of parameters.</param>
    /// <exception cref="CommandException">An argument does not fit; the message names the argument and the expected form.</exception>
    public void Bind(
        ArgumentMap map, ReadOnlySpan<CallArgument> prepared, CommandArguments raw, bool nested, CommandContext context, Span<object?> values)
    {
        var parameters = map.Signature.Parameters;
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = parameters[i];
            values[i] = parameter.Role switch
            {
                ParameterRole.Token => context.CancellationToken,
                ParameterRole.Context => context,
                ParameterRole.Progress => parameter.CreateProgress(context),
                ParameterRole.Rest => Rest(map, raw),
                ParameterRole.Keywords => Keywords(map, parameter, prepared, nested),
                ParameterRole.Params => Params(map, i, prepared, nested),
                _ => map.SourceOf(i) is >= 0 and var source
                    ? Read(map, parameter, prepared[source], parameter.Type, nested)
                    : parameter.Default,
            };
        }
    }

    /// <summary>Reads the value of one parameter that takes one argument.</summary>
    /// <exception cref="CommandException">The argument does not fit; the message names the argument and the expected form.</exception>
    public T ReadBound<T>(ArgumentMap map, int index, ReadOnlySpan<CallArgument> prepared, CommandArguments raw, bool nested)
    {
        if (map.SourceOf(index) is not (>= 0 and var source))
        {
            return map.Signature.Parameters[index].Default is T value ? value : default!;
        }

        // Plain arguments are not prepared: they are still in the raw arguments.
        if (prepared.IsEmpty && reader.TryReadScalar<T>(raw.JsonOf(source), out var scalar))
        {
            return scalar;
        }

        var argument = prepared.IsEmpty ? new CallArgument(null, raw[source]) : prepared[source];
        var parameter = map.Signature.Parameters[index];
        return reader.TryRead<T>(argument, nested, out var read, out var problem) ? read! : throw Unfit(map, parameter, argument, parameter.Type, problem);
    }

    private object? Read(ArgumentMap map, CallParameter parameter, in CallArgument argument, Type type, bool nested) =>
        reader.TryRead(argument, type, nested, out var value, out var problem) ? value : throw Unfit(map, parameter, argument, type, problem);

    private CommandException Unfit(ArgumentMap map, CallParameter parameter, in CallArgument argument, Type type, string problem) =>
        new(ErrorCode.BadArguments, $"'{parameter.Name}' of {map.Signature.Display}: {problem}.{reader.Hint(argument, type)}");

    /// <summary>The arguments that no parameter has taken, unread.</summary>
    public static CommandArguments Rest(ArgumentMap map, CommandArguments raw)
    {
        raw = raw.Count - raw.PositionalCount == map.LeftNamed.Count ? raw : raw.KeepNamed(map.LeftNamed);
        return raw.SkipPositional(map.TakenPositional);
    }

    /// <summary>Reads the value of a parameter that collects positional arguments.</summary>
    /// <exception cref="CommandException">An argument does not fit; the message names the argument and the expected form.</exception>
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The array's type is the parameter's own, so that it exists.")]
    public Array Params(ArgumentMap map, int index, ReadOnlySpan<CallArgument> prepared, bool nested)
    {
        var parameter = map.Signature.Parameters[index];
        var single = map.SourceOf(index);
        if (single >= 0)
        {
            return (Array)Read(map, parameter, prepared[single], parameter.Type, nested)!;
        }

        var first = map.TakenPositional;
        var count = 0;
        while (map.Expands && first + count < prepared.Length && prepared[first + count].Name is null)
        {
            count++;
        }

        // One array can be passed for all items, unless the array itself can be an item (as in object[]).
        if (count == 1
            && !reader.TryRead(prepared[first], parameter.ElementType!, nested, out _, out _)
            && reader.TryRead(prepared[first], parameter.Type, nested, out var whole, out _)
            && whole is Array array)
        {
            return array;
        }

        var items = Array.CreateInstance(parameter.ElementType!, count);
        for (var i = 0; i < count; i++)
        {
            items.SetValue(Read(map, parameter, prepared[first + i], parameter.ElementType!, nested), i);
        }

        return items;
    }

    /// <summary>Reads the value of a parameter that collects named arguments. Generated code knows the parameter's type.</summary>
    /// <exception cref="CommandException">An argument does not fit; the message names the argument and the expected form.</exception>
    public Dictionary<string, T> KeywordsOf<T>(ArgumentMap map, CallParameter parameter, ReadOnlySpan<CallArgument> prepared, bool nested)
    {
        var keywords = new Dictionary<string, T>();
        foreach (var index in map.LeftNamed)
        {
            keywords[prepared[index].Name!] = (T)Read(map, parameter, prepared[index], typeof(T), nested)!;
        }

        return keywords;
    }

    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "The parameter's own type, unless that is an interface; where the code then does not exist, the call fails and says so.")]
    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "Dictionary needs no annotated type arguments.")]
    private IDictionary Keywords(ArgumentMap map, CallParameter parameter, ReadOnlySpan<CallArgument> prepared, bool nested)
    {
        var type = typeof(Dictionary<,>).MakeGenericType(typeof(string), parameter.ElementType!);
        var keywords = (IDictionary)Activator.CreateInstance(type)!;
        foreach (var index in map.LeftNamed)
        {
            keywords[prepared[index].Name!] = Read(map, parameter, prepared[index], parameter.ElementType!, nested);
        }

        return keywords;
    }
}
