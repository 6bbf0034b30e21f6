using NUnit.Framework;

namespace Liaison.Tests.Architecture;

/// <summary>
/// Large layers of the core have rooms, which are folders within the folder of the layer: what each room may know of the others. A room is
/// found by the types that its files declare, since those that are public have the namespace of the layer.
/// </summary>
internal sealed class RoomTests
{
    // From the ground up. A room may use those that it names, and itself; what has the name of the layer lies in the layer's own folder.
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Companions/Binding"] = [],
        ["Companions/Exposure"] = ["Binding"],
        ["Companions/Targets"] = ["Exposure", "Binding"],
        ["Companions/Companions"] = ["Targets", "Exposure", "Binding"],
        ["Sessions/Sending"] = [],
        ["Sessions/Streams"] = ["Sending"],
        ["Sessions/Events"] = ["Sending"],
        ["Sessions/CallsIn"] = ["Streams", "Sending"],
        ["Sessions/CallsOut"] = ["CallsIn", "Streams", "Sending"],
        ["Sessions/Sessions"] = ["CallsOut", "CallsIn", "Events", "Streams", "Sending"],
        ["Sessions/Workers"] = ["Sessions", "CallsOut", "CallsIn", "Events", "Sending"],
    };

    private static readonly List<SourceFile> Sources = [.. Repository.Sources("Liaison.Core").Select(SourceFile.Read)];

    private static readonly Dictionary<string, SourceFile> Declaring =
        Sources.SelectMany(file => file.Types.Select(type => (Type: type, File: file)))
            .Where(declared => IsInRoom(declared.File))
            .GroupBy(declared => declared.Type)
            .ToDictionary(types => types.Key, types => types.First().File);

    private static IEnumerable<string> Rooms => MayUse.Keys;

    [TestCaseSource(nameof(Rooms))]
    public void A_room_uses_only_what_lies_below_it(string room)
    {
        var upwards =
            from file in Sources
            where PlaceOf(file) == room
            from name in file.Names
            where Declaring.TryGetValue(name, out var used) && used.Folder == file.Folder && used.Room != file.Room && !MayUse[room].Contains(used.Room)
            select $"{file.Path} uses {name} of {PlaceOf(Declaring[name])}: {room} may use {string.Join(", ", MayUse[room].DefaultIfEmpty("no other"))}.";

        Assert.That(upwards, Is.Empty);
    }

    [TestCaseSource(nameof(Rooms))]
    public void A_room_uses_all_that_it_may(string room)
    {
        var used = Sources.Where(file => PlaceOf(file) == room)
            .SelectMany(file => file.Names.Where(Declaring.ContainsKey).Select(name => Declaring[name]).Where(other => other.Folder == file.Folder))
            .Select(other => other.Room);

        Assert.That(MayUse[room], Is.SubsetOf(used), "Take out what the room does not need.");
    }

    [Test]
    public void Every_room_has_a_place_in_its_layer()
    {
        var rooms = Sources.Where(file => file.Folder != file.Room || MayUse.Keys.Any(room => room.StartsWith(file.Folder + "/", StringComparison.Ordinal)))
            .Where(file => file.Folder != "")
            .Select(PlaceOf)
            .Distinct();

        Assert.That(rooms, Is.EquivalentTo(MayUse.Keys), $"Say in {nameof(RoomTests)} what the new room may use.");
    }

    [Test]
    public void The_rooms_of_a_layer_have_no_circles()
    {
        var below = new HashSet<string>();
        foreach (var (room, uses) in MayUse)
        {
            var layer = room.Split('/')[0];
            Assert.That(uses.Select(used => $"{layer}/{used}"), Is.SubsetOf(below), $"{room} uses what does not lie below it.");
            below.Add(room);
        }
    }

    private static string PlaceOf(SourceFile file) => $"{file.Folder}/{file.Room}";

    private static bool IsInRoom(SourceFile file) => MayUse.ContainsKey(PlaceOf(file));
}
