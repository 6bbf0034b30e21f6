namespace Liaison.Commands;

/// <summary>Maps arguments to the parameters of one signature. The map depends only on the number and the names of the arguments.</summary>
internal sealed class ArgumentMap
{
    private readonly int[] _sources;

    private ArgumentMap(CallSignature signature)
    {
        Signature = signature;
        _sources = new int[signature.Parameters.Length];
        Array.Fill(_sources, -1);
    }

    public CallSignature Signature { get; }

    /// <summary>How many leading positional arguments go to parameters that take one argument; the rest is collected.</summary>
    public int TakenPositional { get; private set; }

    /// <summary>The indexes of the named arguments that no parameter takes by its name.</summary>
    public List<int> LeftNamed { get; } = [];

    /// <summary>How many parameters keep their defaults.</summary>
    public int Defaults { get; private set; }

    /// <summary>Whether positional arguments are collected into an array.</summary>
    public bool Expands { get; private set; }

    /// <summary>The index of the parameter's argument, or -1.</summary>
    public int SourceOf(int parameter) => _sources[parameter];

    /// <summary>Creates the map. Returns null, and the reason, if the number or names of the arguments do not fit.</summary>
    public static ArgumentMap? Create(CallSignature signature, ReadOnlySpan<CallArgument> arguments, out string? problem)
    {
        var map = new ArgumentMap(signature);
        problem = signature.Unsupported is { } reason
            ? $"{signature.Display} cannot be called by a message, since {reason}."
            : map.PlacePositional(arguments) ?? map.PlaceNamed(arguments) ?? map.CheckRequired();
        return problem is null ? map : null;
    }

    private string? PlacePositional(ReadOnlySpan<CallArgument> arguments)
    {
        var positional = 0;
        while (positional < arguments.Length && arguments[positional].Name is null)
        {
            positional++;
        }

        for (var i = 0; i < _sources.Length && TakenPositional < positional; i++)
        {
            if (Signature.Parameters[i].Role == ParameterRole.Bound)
            {
                _sources[i] = TakenPositional++;
            }
        }

        var left = positional - TakenPositional;
        Expands = left > 0 && Has(ParameterRole.Params);
        return left == 0 || Expands || Has(ParameterRole.Rest)
            ? null
            : $"{Signature.Display} takes {TakenPositional} by position at most, and was given {positional}.";
    }

    private string? PlaceNamed(ReadOnlySpan<CallArgument> arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Name is not { } name)
            {
                continue;
            }

            var parameter = FindParameter(name);
            if (parameter < 0)
            {
                LeftNamed.Add(i);
            }
            else if (_sources[parameter] >= 0 || (Expands && Signature.Parameters[parameter].Role == ParameterRole.Params))
            {
                return $"{Signature.Display} was given more than one value for '{Signature.Parameters[parameter].Name}'.";
            }
            else
            {
                _sources[parameter] = i;
            }
        }

        return LeftNamed.Count == 0 || Has(ParameterRole.Keywords) || Has(ParameterRole.Rest)
            ? null
            : $"{Signature.Display} has no parameter '{Expectation.Shorten(arguments[LeftNamed[0]].Name!)}'.";
    }

    private string? CheckRequired()
    {
        for (var i = 0; i < _sources.Length; i++)
        {
            var parameter = Signature.Parameters[i];
            if (parameter.Role != ParameterRole.Bound || _sources[i] >= 0)
            {
                continue;
            }

            if (!parameter.IsOptional)
            {
                return $"{Signature.Display} needs a value for '{parameter.Name}'.";
            }

            Defaults++;
        }

        return null;
    }

    private int FindParameter(string name)
    {
        var (best, bestWay) = (-1, NameRule.Ways);
        for (var i = 0; i < _sources.Length; i++)
        {
            var parameter = Signature.Parameters[i];
            var way = parameter.Role is ParameterRole.Bound or ParameterRole.Params ? NameRule.Match(name, parameter.Name) : -1;
            if (way >= 0 && way < bestWay)
            {
                (best, bestWay) = (i, way);
            }
        }

        return best;
    }

    private bool Has(ParameterRole role)
    {
        foreach (var parameter in Signature.Parameters)
        {
            if (parameter.Role == role)
            {
                return true;
            }
        }

        return false;
    }
}
