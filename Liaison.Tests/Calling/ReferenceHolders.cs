using System.Text.Json;
using System.Text.Json.Serialization;
using Liaison.Tests.Companions.Binding;

namespace Liaison.Tests.Calling;

/// <summary>Objects that hold another object, which a reference gives them; each is made in another way.</summary>
internal static class ReferenceHolders
{
    public sealed record Holder(Widget? Held, int Count = 4);

    public struct Slot
    {
        public Widget? Held { get; set; }
    }

    public sealed class Needy : IJsonOnDeserialized
    {
        public Widget? Held { get; set; }

        public required string Title { get; init; }

        [JsonConverter(typeof(DayConverter))]
        public int At { get; set; }

        [JsonIgnore]
        public bool IsComplete { get; private set; }

        public void OnDeserialized() => IsComplete = true;
    }

    public sealed class DayConverter : JsonConverter<int>
    {
        public override int Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            int.Parse(reader.GetString()!["day ".Length..], System.Globalization.CultureInfo.InvariantCulture);

        public override void Write(Utf8JsonWriter writer, int value, JsonSerializerOptions options) => writer.WriteStringValue($"day {value}");
    }

    [JsonDerivedType(typeof(Circle), "circle")]
    public class Shape
    {
        public Widget? Held { get; set; }
    }

    public sealed class Circle : Shape;

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
    public sealed class Strict
    {
        public Widget? Held { get; set; }
    }

    public sealed class Picky
    {
        public Picky(Widget held) => Held = held.Name == "w" ? throw new InvalidDataException("No w, please.") : held;

        public Widget Held { get; }
    }
}
