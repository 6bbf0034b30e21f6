using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Liaison.Tests.Descriptions;

/// <summary>Types of every kind that a description knows.</summary>
public static class Values
{
    [Description("How good it is.")]
    public enum Grade : byte
    {
        [Description("As it should be.")]
        Good,
        Bad = 7,
    }

    [Flags]
    public enum Rights
    {
        None = 0,
        Read = 1,
        Write = 2,
    }

    [JsonConverter(typeof(JsonStringEnumConverter<Tone>))]
    public enum Tone
    {
        Warm,

        [JsonStringEnumMemberName("ice-cold")]
        Cold,
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
    [JsonDerivedType(typeof(Circle), "circle")]
    [JsonDerivedType(typeof(Square), "square")]
    [JsonDerivedType(typeof(Shape), "shape")]
    public record Shape
    {
        public required string Name { get; init; }
    }

    public sealed record Circle : Shape
    {
        public required double Radius { get; init; }
    }

    public sealed record Square : Shape
    {
        public required double Side { get; init; }
    }

    [Description("Somebody who studies.")]
    public sealed record Student(
        [property: Description("Who it is.")] long Id,
        [property: JsonPropertyName("first-name")] string FirstName,
        string? Email = null,
        int Age = 18)
    {
        public required IReadOnlyList<Student> Friends { get; init; }

        public Grade? Grade { get; init; }
    }

    public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720", Justification = "Each is called by its type.")]
    public sealed record Everything
    {
        public required bool Boolean { get; init; }
        public required sbyte Int8 { get; init; }
        public required byte UInt8 { get; init; }
        public required short Int16 { get; init; }
        public required ushort UInt16 { get; init; }
        public required int Int32 { get; init; }
        public required uint UInt32 { get; init; }
        public required long Int64 { get; init; }
        public required ulong UInt64 { get; init; }
        public required Int128 Int128 { get; init; }
        public required UInt128 UInt128 { get; init; }
        public required System.Numerics.BigInteger BigInteger { get; init; }
        public required Half Half { get; init; }
        public required float Single { get; init; }
        public required double Double { get; init; }
        public required decimal Decimal { get; init; }
        public required string String { get; init; }
        public required char Char { get; init; }
        public required byte[] Bytes { get; init; }
        public required Guid Guid { get; init; }
        public required Uri Uri { get; init; }
        public required Version Version { get; init; }
        public required DateTime DateTime { get; init; }
        public required DateTimeOffset DateTimeOffset { get; init; }
        public required DateOnly Date { get; init; }
        public required TimeOnly Time { get; init; }
        public required TimeSpan Duration { get; init; }
        public required Grade Grade { get; init; }
        public required Rights Rights { get; init; }
        public required Tone Tone { get; init; }
        public required Shape Shape { get; init; }
        public required (int, string?) Pair { get; init; }
        public required Dictionary<string, int?> Counts { get; init; }
        public required Dictionary<Grade, string[]> ByGrade { get; init; }
        public required Dictionary<int, IReadOnlyList<string?>> ByNumber { get; init; }
        public required Page<Student> Page { get; init; }
        public object? Anything { get; init; }
        public DateTime? Maybe { get; init; }
    }
}
