using System.CommandLine;
using Liaison.Protocols;
using Liaison.Transports;

namespace Liaison.Tool;

/// <summary>The option <c>--specification</c>: the file with the types for LibMedium's protocol.</summary>
internal static class SpecificationFile
{
    /// <summary>The name of the protocol that needs a specification.</summary>
    public const string Protocol = "libmedium";

    public static Option<string?> CreateOption() => new("--specification")
    {
        HelpName = "file.lmspc",
        Description = "The specification for LibMedium's protocol.",
    };

    /// <summary>Returns the protocol of a specification.</summary>
    /// <exception cref="ToolException">There is no file, or the file has a problem.</exception>
    public static LibMediumProtocol Read(string? path)
    {
        if (path is null)
        {
            throw ToolException.Usage("--protocol libmedium needs a specification: add --specification <file.lmspc>.");
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

    /// <summary>Returns the framing of messages on a stream for these protocols.</summary>
    public static StreamFraming FramingFor(IReadOnlyList<IWireProtocol> protocols) => protocols switch
    {
        [LibMediumProtocol] => StreamFraming.Length64,
        _ when protocols.Any(protocol => protocol is LibMediumProtocol) => StreamFraming.DetectLength64,
        _ => StreamFraming.Detect,
    };
}
