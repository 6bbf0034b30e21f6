using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Companions.Binding;

/// <summary>Chooses the overload that fits the arguments (DESIGN, Calling).</summary>
internal sealed class OverloadBinder(ArgumentReader reader)
{
    /// <summary>Chooses the overload that fits best, and maps the arguments to its parameters.</summary>
    /// <param name="name">The name of the called function, for error messages.</param>
    /// <param name="overloads">The candidates; at least one.</param>
    /// <param name="arguments">The arguments after references were replaced.</param>
    /// <param name="nested">Whether references inside arrays and objects are replaced.</param>
    /// <exception cref="CommandException">No overload fits, or several fit equally well; the message lists them.</exception>
    public ArgumentMap Choose(string name, OverloadSet overloads, ReadOnlySpan<CallArgument> arguments, bool nested)
    {
        if (overloads.Signatures is [var only])
        {
            // There is only one overload. Reading the values later reports in detail which argument does not fit.
            return Map(only, arguments, out var reason) ?? throw new CommandException(ErrorCode.BadArguments, reason!);
        }

        var shape = ArgumentShape.Of(arguments);
        if (overloads.Known(shape) is { } known)
        {
            return known;
        }

        var chosen = Choose(name, overloads.Signatures, arguments, nested);
        overloads.Remember(shape, chosen);
        return chosen;
    }

    private ArgumentMap Choose(string name, IReadOnlyList<CallSignature> overloads, ReadOnlySpan<CallArgument> arguments, bool nested)
    {
        var fitting = new List<(ArgumentMap Map, Score Score)>();
        foreach (var overload in overloads)
        {
            if (Map(overload, arguments, out _) is { } map && ScoreOf(map, arguments, nested) is { } score)
            {
                fitting.Add((map, score with { IsGeneric = overload.IsOpen }));
            }
        }

        if (fitting.Count == 0)
        {
            throw new CommandException(ErrorCode.BadArguments, $"No overload of {name} takes these arguments. There are: {List(overloads)}.");
        }

        var best = fitting.Min(candidate => candidate.Score);
        var winners = fitting.FindAll(candidate => candidate.Score.CompareTo(best) == 0).ConvertAll(candidate => candidate.Map);
        var closest = winners.FindAll(map => winners.TrueForAll(other => map == other || IsMoreSpecific(map, other)));
        return closest is [var winner]
            ? winner
            : throw new CommandException(
                ErrorCode.Ambiguous,
                $"Several overloads of {name} fit these arguments equally well: {List(winners.Select(map => map.Signature))}. Give the arguments by name, or give other arguments.");
    }

    private static ArgumentMap? Map(CallSignature signature, ReadOnlySpan<CallArgument> arguments, out string? problem)
    {
        var map = signature.Map(arguments, out problem);
        if (map is null || !signature.IsOpen)
        {
            return map;
        }

        if (GenericInference.Close(map, arguments) is { } closed)
        {
            return ArgumentMap.Create(closed, arguments, out problem);
        }

        problem = $"The type arguments of {signature.Display} cannot be inferred from these arguments.";
        return null;
    }

    private static string List(IEnumerable<CallSignature> overloads) => string.Join("; ", overloads.Select(overload => overload.Display));

    // As in C#: an overload is more specific if the other overload accepts all of its parameter types.
    private static bool IsMoreSpecific(ArgumentMap map, ArgumentMap other) =>
        Enumerable.Range(0, map.Signature.Parameters.Length).All(i =>
            map.SourceOf(i) < 0 || ParameterOf(other, map.SourceOf(i))?.Type.IsAssignableFrom(map.Signature.Parameters[i].Type) != false);

    private static CallParameter? ParameterOf(ArgumentMap map, int source) =>
        map.Signature.Parameters.Where((_, i) => map.SourceOf(i) == source).FirstOrDefault();

    private Score? ScoreOf(ArgumentMap map, ReadOnlySpan<CallArgument> arguments, bool nested)
    {
        var total = 0;
        for (var i = 0; i < map.Signature.Parameters.Length; i++)
        {
            var parameter = map.Signature.Parameters[i];
            if (map.SourceOf(i) is >= 0 and var source)
            {
                var fit = ArgumentFit.Of(arguments[source], parameter.Type, nested, reader);
                if (fit == ArgumentFit.None)
                {
                    return null;
                }

                total += fit;
            }
            else if (parameter.Role == ParameterRole.Params && map.Expands)
            {
                var fit = OfCollected(map, parameter, arguments, nested);
                if (fit == ArgumentFit.None)
                {
                    return null;
                }

                total += fit;
            }
        }

        return new Score(total, map.Expands, map.Defaults);
    }

    private int OfCollected(ArgumentMap map, CallParameter parameter, ReadOnlySpan<CallArgument> arguments, bool nested)
    {
        var rest = arguments[map.TakenPositional..];
        var isOne = rest.Length == 1 || (rest.Length > 1 && rest[1].Name is not null);
        var total = 0;
        for (var i = 0; i < rest.Length && rest[i].Name is null; i++)
        {
            var fit = ArgumentFit.Of(rest[i], parameter.ElementType!, nested, reader);
            if (fit == ArgumentFit.None)
            {
                // One array can be passed for all items, as in the binder.
                return isOne ? ArgumentFit.Of(rest[0], parameter.Type, nested, reader) : ArgumentFit.None;
            }

            total += fit;
        }

        return total;
    }

    /// <summary>
    /// Compares overloads: the best fit comes first, then one that collects nothing, one that is not generic, one that needs fewer
    /// defaults.
    /// </summary>
    private readonly record struct Score(int Fit, bool Expands, int Defaults) : IComparable<Score>
    {
        public bool IsGeneric { get; init; }

        public int CompareTo(Score other) => (Fit, Expands, IsGeneric, Defaults).CompareTo((other.Fit, other.Expands, other.IsGeneric, other.Defaults));
    }
}
