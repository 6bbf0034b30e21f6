using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Liaison.Transports;

/// <summary>One file for browsers: its bytes, their type, and the tag with which a browser asks whether its copy is current.</summary>
internal sealed class PageFile
{
    private const string UnknownType = "application/octet-stream";

    private static readonly FileExtensionContentTypeProvider Types = new();

    private readonly IResult _answer;

    private PageFile(IResult answer) => _answer = answer;

    /// <param name="name">The name. Its extension gives the type.</param>
    /// <param name="bytes">The bytes. They must not change.</param>
    public static PageFile OfBytes(string name, byte[] bytes)
    {
        var tag = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
        return new PageFile(TypedResults.Bytes(bytes, TypeOf(name), enableRangeProcessing: true, entityTag: TagOf(tag)));
    }

    /// <param name="file">A file that exists. It is read when it is requested, and sent in pieces.</param>
    public static PageFile OfDisk(FileInfo file)
    {
        var tag = string.Create(CultureInfo.InvariantCulture, $"{file.LastWriteTimeUtc.Ticks:x}-{file.Length:x}");
        return new PageFile(TypedResults.PhysicalFile(
            file.FullName, TypeOf(file.Name), lastModified: file.LastWriteTimeUtc, enableRangeProcessing: true, entityTag: TagOf(tag)));
    }

    /// <summary>Answers a GET or a HEAD: with the whole file, with a part, or with 304 if the browser's copy is current.</summary>
    public Task AnswerAsync(HttpContext context) => _answer.ExecuteAsync(context);

    private static EntityTagHeaderValue TagOf(string tag) => new($"\"{tag}\"");

    // Without the character set a browser would guess one.
    private static string TypeOf(string name) => Types.TryGetContentType(name, out var type)
        ? type.StartsWith("text/", StringComparison.Ordinal) ? type + "; charset=utf-8" : type
        : UnknownType;
}
