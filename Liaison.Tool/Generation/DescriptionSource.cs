using Liaison.Client;
using Liaison.Descriptions;
using Liaison.Messages;
using Liaison.Transports;

namespace Liaison.Tool;

/// <summary>The source of a description: a file or a host.</summary>
internal static class DescriptionSource
{
    public const string Forms = $"an assembly (.dll), a LibMedium specification (.lmspc), a document that 'generate openrpc' wrote (.json), or the address of a running host ({CallAddress.Forms})";

    /// <summary>Reads the description.</summary>
    /// <exception cref="ToolException">There is no description, or it cannot be read.</exception>
    public static async Task<ApiDescription> ReadAsync(string source, CancellationToken cancellationToken) => Path.GetExtension(source).ToLowerInvariant() switch
    {
        _ when IsAddress(source) => await DiscoverAsync(source, cancellationToken),
        ".dll" => AssemblyContracts.Describe(source),
        ".lmspc" => SpecificationDescription.Of(source, await TextAsync(source, cancellationToken)),
        ".json" => Parse(source, await BytesAsync(source, cancellationToken)),
        _ => throw ToolException.Usage($"--from {NameOf(source)}: this cannot be read. Give {Forms}."),
    };

    /// <summary>
    /// Returns the name of the source for generated files: a file's name without its folder, or an address without its query, which
    /// may contain a token, and without its user, who may have a password.
    /// </summary>
    public static string NameOf(string source) => IsAddress(source) ? CallAddress.WithoutSecrets(source) : Path.GetFileName(source);

    private static bool IsAddress(string source) => source.Split(':')[0] is "ws" or "wss" or "nats" or "pipe" or "unix" or "stdio" && source.Contains(':', StringComparison.Ordinal);

    private static async Task<ApiDescription> DiscoverAsync(string address, CancellationToken cancellationToken)
    {
        var token = Environment.GetEnvironmentVariable(ServeSettings.TokenVariable) is { Length: > 0 } set ? set : null;
        try
        {
            await using var client = await LiaisonClient.ConnectAsync(CallAddress.Connector(address, token, StreamFraming.Detect), new ClientOptions { MaxDepth = 1_000 }, cancellationToken);
            var document = await client.InvokeAsync<RawJson>("discover", [], cancellationToken);
            return Parse(address, document!.Utf8.ToArray());
        }
        catch (Exception problem) when (problem is LiaisonException or IOException)
        {
            throw new ToolException(ExitCodes.Failed, $"--from {NameOf(address)}: {problem.Message}", problem);
        }
    }

    private static ApiDescription Parse(string source, byte[] document)
    {
        try
        {
            return OpenRpcDocument.Read(document);
        }
        catch (FormatException problem)
        {
            throw new ToolException(ExitCodes.Failed, $"--from {NameOf(source)}: {problem.Message}", problem);
        }
    }

    private static async Task<string> TextAsync(string path, CancellationToken cancellationToken) => System.Text.Encoding.UTF8.GetString(await BytesAsync(path, cancellationToken));

    private static async Task<byte[]> BytesAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw ToolException.Usage($"--from {path}: {problem.Message}", problem);
        }
    }
}
