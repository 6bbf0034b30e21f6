namespace Liaison.Protocols;

/// <summary>
/// What a LibMedium daemon offers, as a <c>.lmspc</c> file declares it (WIRE, section 6). <see cref="SpecificationParser"/> makes it of
/// the file's text. It does not change.
/// </summary>
public sealed record LibMediumSpecification
{
    /// <summary>The namespace, with its dots.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The name of the daemon's class.</summary>
    public string ClassName { get; init; } = "";

    /// <summary>The socket's path, where the specification sets one; else null.</summary>
    public string? Socket { get; init; }

    /// <summary>The methods, in the order of the text.</summary>
    public IReadOnlyList<DeclaredMethod> Methods { get; init; } = [];

    /// <summary>The events, in the order of the text.</summary>
    public IReadOnlyList<DeclaredEvent> Events { get; init; } = [];

    /// <summary>The exceptions, in the order of the text, which numbers them.</summary>
    public IReadOnlyList<DeclaredFault> Exceptions { get; init; } = [];

    /// <summary>The models, in the order of the text: those that a model uses come before it.</summary>
    public IReadOnlyList<DeclaredModel> Models { get; init; } = [];

    /// <summary>Reads the text of a specification.</summary>
    /// <param name="text">The text of a <c>.lmspc</c> file.</param>
    /// <exception cref="SpecificationFormatException">Something is wrong with the text; it tells all of what is.</exception>
    public static LibMediumSpecification Parse(string text)
    {
        var parsed = SpecificationParser.Parse(text);
        return parsed.Specification ?? throw new SpecificationFormatException(parsed.Problems);
    }
}
