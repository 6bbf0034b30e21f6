namespace Liaison.Protocols;

/// <summary>
/// The methods, events, exceptions and models of a LibMedium daemon, as a <c>.lmspc</c> file declares them (WIRE, section 6).
/// Immutable.
/// </summary>
/// <remarks><see cref="SpecificationParser"/> creates it from the text of the file.</remarks>
public sealed record LibMediumSpecification
{
    /// <summary>The namespace, with its dots.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>The name of the daemon's class.</summary>
    public string ClassName { get; init; } = "";

    /// <summary>The socket's path, or null if the specification sets none.</summary>
    public string? Socket { get; init; }

    /// <summary>The methods, in the order of the text.</summary>
    public IReadOnlyList<DeclaredMethod> Methods { get; init; } = [];

    /// <summary>The events, in the order of the text.</summary>
    public IReadOnlyList<DeclaredEvent> Events { get; init; } = [];

    /// <summary>The exceptions, in the order of the text. The order gives their numbers.</summary>
    public IReadOnlyList<DeclaredFault> Exceptions { get; init; } = [];

    /// <summary>The models, in the order of the text. A model comes after the models that it uses.</summary>
    public IReadOnlyList<DeclaredModel> Models { get; init; } = [];

    /// <summary>Parses the text of a specification.</summary>
    /// <param name="text">The text of a <c>.lmspc</c> file.</param>
    /// <exception cref="SpecificationFormatException">The text has problems. The exception lists all of them.</exception>
    public static LibMediumSpecification Parse(string text)
    {
        var parsed = SpecificationParser.Parse(text);
        return parsed.Specification ?? throw new SpecificationFormatException(parsed.Problems);
    }
}
