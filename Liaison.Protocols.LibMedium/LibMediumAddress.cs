namespace Liaison.Protocols;

/// <summary>Where daemons of LibMedium listen (WIRE, section 6).</summary>
public static class LibMediumAddress
{
    /// <summary>
    /// The path of the specification's socket: the one that it sets, else <c>&lt;base folder&gt;/&lt;namespace&gt;/socket</c>. Neither the
    /// folder nor the socket is made.
    /// </summary>
    /// <param name="specification">The specification.</param>
    /// <param name="baseFolder">
    /// The base folder; null takes the user's runtime directory (<c>XDG_RUNTIME_DIR</c>), or the folder for temporary files where there is
    /// none. LibMedium's own is <c>/var/run</c>.
    /// </param>
    public static string PathOf(LibMediumSpecification specification, string? baseFolder = null)
    {
        ArgumentNullException.ThrowIfNull(specification);
        baseFolder ??= Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR") is { Length: > 0 } runtime ? runtime : Path.GetTempPath();
        return specification.Socket ?? Path.Combine(baseFolder, specification.Namespace, "socket");
    }
}
