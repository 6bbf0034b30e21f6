using System.Reflection;
using System.Xml.Linq;
using Liaison.Commands;
using Liaison.Protocols;
using Liaison.Transports;
using NUnit.Framework;

namespace Liaison.Tests.Architecture;

/// <summary>The rules of CONTRIBUTING.md that no analyzer holds.</summary>
internal sealed class HouseRuleTests
{
    private const string Core = "Liaison.Core";
    private const int MaxLines = 300;
    private const int MaxMembers = 3;

    private static IEnumerable<string> Libraries => Repository.Libraries;

    private static IEnumerable<string> OtherLibraries => Repository.Libraries.Where(library => library != Core);

    [TestCaseSource(nameof(Libraries))]
    public void No_source_file_is_longer_than_300_lines(string library)
    {
        var tooLong = Repository.Sources(library)
            .Select(path => (Path: Repository.Relative(path), Lines: File.ReadLines(path).Count()))
            .Where(file => file.Lines > MaxLines)
            .Select(file => $"{file.Path} has {file.Lines} lines: which noun in it wants a file of its own?");

        Assert.That(tooLong, Is.Empty);
    }

    [TestCase(typeof(ICommandTransport))]
    [TestCase(typeof(ICommandConnection))]
    [TestCase(typeof(ICommandConnector))]
    [TestCase(typeof(IWireProtocol))]
    [TestCase(typeof(IWireCodec))]
    [TestCase(typeof(ICommandFilter))]
    public void A_plug_in_interface_has_at_most_three_members(Type seam)
    {
        var members = seam.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is not MethodInfo { IsSpecialName: true })
            .Select(member => member.Name);

        Assert.That(members.Count(), Is.InRange(1, MaxMembers));
    }

    [Test]
    public void The_core_references_the_logging_abstractions_alone()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(References(Core, "PackageReference"), Is.EqualTo(new[] { "Microsoft.Extensions.Logging.Abstractions" }));
            Assert.That(References(Core, "ProjectReference"), Is.Empty);
            Assert.That(References(Core, "FrameworkReference"), Is.Empty);
        }
    }

    [TestCaseSource(nameof(OtherLibraries))]
    public void A_library_references_no_library_but_the_core(string library) =>
        Assert.That(References(library, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)), Is.SubsetOf(new[] { Core }));

    [TestCaseSource(nameof(OtherLibraries))]
    public void The_public_types_of_a_library_are_in_the_namespace_of_its_layer(string library)
    {
        var layer = string.Join('.', library.Split('.').Take(2));
        var astray = Repository.Load(library).GetExportedTypes().Where(type => type.Namespace != layer).Select(type => type.FullName);

        Assert.That(astray, Is.Empty, $"Users of {library} write one directive: using {layer};");
    }

    private static IEnumerable<string> References(string library, string kind) =>
        XDocument.Load(Repository.ProjectFile(library)).Descendants(kind)
            .Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'));
}
