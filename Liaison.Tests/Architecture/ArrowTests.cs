using NUnit.Framework;

namespace Liaison.Tests.Architecture;

/// <summary>The folders of the core are its architecture: what may know of what.</summary>
internal sealed class ArrowTests
{
    private const string Core = "Liaison.Core";

    // In the order of the house, from the ground up. A folder may use those that it names, and itself.
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Diagnostics"] = [],
        ["Messages"] = ["Diagnostics"],
        ["Transports"] = ["Messages"],
        ["Resumption"] = ["Transports", "Messages"],
        ["Values"] = ["Messages"],
        ["Contracts"] = ["Values", "Messages"],
        ["Commands"] = ["Contracts", "Values", "Messages"],
        ["Descriptions"] = ["Commands", "Values", "Messages"],
        ["Proxies"] = ["Contracts", "Descriptions", "Commands", "Values", "Messages"],
        ["Protocols"] = ["Values", "Messages"],
        ["Inspection"] = ["Commands", "Protocols", "Messages"],
        ["Companions"] = ["Descriptions", "Commands", "Protocols", "Values", "Messages"],
        ["Sessions"] = ["Inspection", "Diagnostics", "Descriptions", "Companions", "Commands", "Protocols", "Values", "Transports", "Messages"],
        ["Hosting"] = ["Inspection", "Resumption", "Diagnostics", "Descriptions", "Sessions", "Companions", "Commands", "Protocols", "Values", "Transports", "Messages"],
        ["Client"] = ["Resumption", "Proxies", "Diagnostics", "Descriptions", "Sessions", "Companions", "Commands", "Protocols", "Values", "Transports", "Messages"],
    };

    private static readonly List<SourceFile> Sources = [.. Repository.Sources(Core).Select(SourceFile.Read)];

    private static IEnumerable<string> Folders => MayUse.Keys;

    [TestCaseSource(nameof(Folders))]
    public void A_folder_uses_only_what_lies_below_it(string folder)
    {
        var upwards =
            from file in Sources
            where file.Folder == folder
            from used in file.Uses.Intersect(MayUse.Keys)
            where used != folder && !MayUse[folder].Contains(used)
            select $"{file.Path} uses Liaison.{used}: {folder} may use {string.Join(", ", MayUse[folder].DefaultIfEmpty("nothing"))}.";

        Assert.That(upwards, Is.Empty);
    }

    [Test]
    public void A_namespace_is_its_folder()
    {
        var astray =
            from file in Sources
            from declared in file.Namespaces
            where declared != NamespaceOf(file) && !(file.Folder == "Client" && declared == "Liaison.Transports")
            select $"{file.Path} declares {declared}.";

        Assert.That(astray, Is.Empty);
    }

    // A room has a namespace of its own, but what is public is in that of its layer: users write one directive for each.
    private static string NamespaceOf(SourceFile file) =>
        file.IsPublic || file.Room == file.Folder ? $"Liaison.{file.Folder}" : $"Liaison.{file.Folder}.{file.Room}";

    [Test]
    public void Every_folder_has_a_place_in_the_house()
    {
        var folders = Sources.Select(file => file.Folder).Where(folder => folder != "").Distinct();

        Assert.That(folders, Is.SubsetOf(MayUse.Keys), $"Say in {nameof(ArrowTests)} what the new folder may use.");
    }

    [Test]
    public void The_house_has_no_circles()
    {
        var below = new HashSet<string>();
        foreach (var (folder, uses) in MayUse)
        {
            Assert.That(uses, Is.SubsetOf(below), $"{folder} uses what does not lie below it.");
            below.Add(folder);
        }
    }
}
