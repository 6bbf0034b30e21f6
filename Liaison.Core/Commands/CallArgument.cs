using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>One argument of a call, after references were replaced: either still JSON, or an object that a reference points at.</summary>
internal readonly struct CallArgument
{
    public CallArgument(string? name, Argument json)
    {
        Name = name;
        Json = json;
    }

    public CallArgument(string? name, object? referred)
    {
        Name = name;
        Referred = referred;
        IsReference = true;
    }

    /// <summary>The keyword; null for a positional argument.</summary>
    public string? Name { get; }

    /// <summary>The value in JSON, unless it is a reference.</summary>
    public Argument Json { get; }

    /// <summary>What the reference points at.</summary>
    public object? Referred { get; }

    public bool IsReference { get; }
}
