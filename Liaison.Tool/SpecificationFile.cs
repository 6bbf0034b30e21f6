using System.CommandLine;
using Liaison.Protocols;
using Liaison.Transports;

namespace Liaison.Tool;

/// <summary>The option <c>--specification</c>: what LibMedium's protocol needs to know of types.</summary>
internal static class SpecificationFile
{
    /// <summary>The name of the protocol that needs one.</summary>
    public const string Protocol = "libmedium";

    public static Option<string?> CreateOption() => new("--specification")
    {
        HelpName = "file.lmspc",
        Description = "The specification of what is spoken in LibMedium's protocol.",
    };

    /// <summary>The protocol of a specification.</summary>
    /// <exception cref="ToolException">There is no file, or something is wrong with it.</exception>
    public static LibMediumProtocol Read(string? path)
    {
        if (path is null)
        {
            throw ToolException.Usage("--protocol libmedium needs to know of types: give --specification <file.lmspc> too.");
        }

        try
        {
            var options = new LibMediumOptions { EventRefused = Console.Error.WriteLine };
            return new LibMediumProtocol(LibMediumSpecification.Parse(File.ReadAllText(path)), options);
        }
        catch (SpecificationFormatException wrong)
        {
            throw ToolException.Usage(string.Join('\n', wrong.Problems.Select(problem => $"{path}: {problem}")), wrong);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw ToolException.Usage($"--specification {path}: {failure.Message}", failure);
        }
    }

    /// <summary>How messages are told apart on a stream over which these may be spoken.</summary>
    public static StreamFraming FramingFor(IReadOnlyList<IWireProtocol> protocols) => protocols switch
    {
        [LibMediumProtocol] => StreamFraming.Length64,
        _ when protocols.Any(protocol => protocol is LibMediumProtocol) => StreamFraming.DetectLength64,
        _ => StreamFraming.Detect,
    };
}
