using Liaison.Messages;

namespace Liaison.Commands;

/// <summary>One argument of a call after references were replaced: JSON, or the object of a reference.</summary>
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

    /// <summary>The argument's name; null for a positional argument.</summary>
    public string? Name { get; }

    /// <summary>The value as JSON, unless the argument is a reference.</summary>
    public Argument Json { get; }

    /// <summary>The object that the reference points at.</summary>
    public object? Referred { get; }

    public bool IsReference { get; }
}
