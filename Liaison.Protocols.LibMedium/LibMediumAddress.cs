namespace Liaison.Protocols;

/// <summary>The address at which LibMedium's daemons listen (WIRE, section 6).</summary>
public static class LibMediumAddress
{
    /// <summary>
    /// Returns the path of the specification's socket: the path that it sets, or
    /// <c>&lt;base folder&gt;/&lt;namespace&gt;/socket</c>. It creates neither the folder nor the socket.
    /// </summary>
    /// <param name="specification">The specification.</param>
    /// <param name="baseFolder">
    /// The base folder. Null uses the user's runtime directory (<c>XDG_RUNTIME_DIR</c>), or the folder for temporary files if there
    /// is none. LibMedium itself uses <c>/var/run</c>.
    /// </param>
    public static string PathOf(LibMediumSpecification specification, string? baseFolder = null)
    {
        ArgumentNullException.ThrowIfNull(specification);
        baseFolder ??= Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime ? runtime : Path.GetTempPath();
        return specification.Socket ?? Path.Combine(baseFolder, specification.Namespace, "socket");
    }
}
