using System.Reflection;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace Liaison.Tests.Architecture;

/// <summary>The page that a new contributor reads first names what there is.</summary>
internal sealed partial class ArchitecturePageTests
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    // The application's own code, of the example.
    private const string Application = "Session.Greet";

    private static string Page { get; } = File.ReadAllText(Path.Combine(Repository.Root, "docs", "architecture.md"));

    [Test]
    public void Every_method_of_the_walk_exists()
    {
        var methods = new[] { "Liaison.Core", "Liaison.Transports.WebSocket" }
            .SelectMany(library => Repository.Load(library).GetTypes())
            .SelectMany(type => type.GetMethods(Own).SelectMany(method => NamesOf(type, method)))
            .ToHashSet();
        var walk = Method().Matches(Page[Page.IndexOf("## The walk", StringComparison.Ordinal)..]).Select(match => match.Groups["name"].Value).ToArray();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(walk, Has.Length.GreaterThan(100));
            Assert.That(walk.Where(name => name != Application && !methods.Contains(name)), Is.Empty, "Walk again: docs/architecture.md says how.");
        }
    }

    [Test]
    public void Every_folder_and_every_room_has_its_line()
    {
        var sources = Repository.Sources("Liaison.Core").Select(SourceFile.Read).Where(file => file.Folder != "").ToArray();
        var folders = sources.Select(file => file.Folder);
        var rooms = sources.Where(file => file.Room != file.Folder).Select(file => $"{file.Folder}/{file.Room}");

        Assert.That(folders.Concat(rooms).Distinct().Where(place => !Page.Contains($"\n| `{place}` | ", StringComparison.Ordinal)), Is.Empty);
    }

    // A nested type is a part of the one around it, and an explicit implementation has the name of its interface.
    private static IEnumerable<string> NamesOf(Type type, MethodInfo method) =>
        new[] { type.Name, type.DeclaringType?.Name }.Select(name => $"{name}.{method.Name.Split('.')[^1]}");

    [GeneratedRegex(@"`(?<name>[A-Z]\w*\.[A-Z]\w*)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Method();
}
