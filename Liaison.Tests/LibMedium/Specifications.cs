using Liaison.Protocols;
using Liaison.Tests.Architecture;

namespace Liaison.Tests.LibMedium;

/// <summary>The specifications of the tests.</summary>
internal static class Specifications
{
    public static LibMediumSpecification Student { get; } = Read("student.lmspc");

    public static LibMediumSpecification Prims { get; } = Read("prims.lmspc");

    public static string PathOf(string file) => Path.Combine(Repository.Root, "Liaison.Tests", "LibMedium", file);

    private static LibMediumSpecification Read(string file) => LibMediumSpecification.Parse(File.ReadAllText(PathOf(file)));
}
