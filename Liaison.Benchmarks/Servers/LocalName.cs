using System.Globalization;

namespace Liaison.Benchmarks.Servers;

/// <summary>Names for sockets and pipes that no other run has.</summary>
internal static class LocalName
{
    // Short, since the path of a socket may have about 100 bytes.
    public static string Unique() => "lb" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..12];

    public static string Path() => System.IO.Path.Combine(System.IO.Path.GetTempPath(), Unique());
}
