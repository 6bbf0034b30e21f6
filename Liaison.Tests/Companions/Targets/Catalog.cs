#pragma warning disable CA1051, CA1034, CA1819, CA2211, CA1822, CA1707, CA1716, CA1000, CA1708
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Liaison.Tests.Companions.Targets;

public enum Season
{
    Spring = 1,
    Autumn = 3,
}

public struct Point
{
    public int X;

    public int Y { get; set; }
}

public sealed record Book(string Title)
{
    public int Pages { get; set; } = 100;

    public string Author { get; init; } = "nobody";
}

/// <summary>One of everything that a target can step through.</summary>
public sealed class Catalog
{
    public const int Limit = 7;

    public static readonly string Version = "1.0";

    public static int Counter = 1;

    public readonly int Fixed = 5;

    public int[] Numbers = [10, 20, 30];

    public Point Corner = new() { X = 1, Y = 2 };

    public static string Motto { get; set; } = "read";

    public string Name { get; set; } = "catalog";

    public string student_name { get; set; } = "Ann";

    public string TeacherName { get; set; } = "Ben";

    public string Twin => "Twin";

    public string twin => "twin";

    public string Grade_A => "a";

    public string GradeA_ => "b";

    public int? Maybe { get; set; }

    public string OnlyRead { get; } = "read";

    public object? Nothing => null;

    public Season Season { get; set; } = Season.Spring;

    public Guid Id { get; set; }

    public DateTime When { get; set; }

    public object? Anything { get; set; }

    public Book Book { get; set; } = new("first");

    public List<Book> Books { get; } = [new("one"), new("two")];

    public List<int> Ints { get; } = [1, 2, 3];

    public int[,] Grid { get; } = { { 1, 2, 3 }, { 4, 5, 6 } };

    public int[][] Jagged { get; } = [[1], [2, 3]];

    public Point[] Points { get; } = [new() { X = 1 }];

    public Dictionary<string, int> ByName { get; } = new() { ["a"] = 1, ["it's"] = 2, ["say \"hi\""] = 3, [@"back\slash"] = 4, ["é😀"] = 5, [""] = 6, ["a]b.c"] = 7 };

    public Dictionary<int, string> ByNumber { get; } = new() { [1] = "one", [-2] = "minus two" };

    public Dictionary<long, string> ByLong { get; } = new() { [3_000_000_000] = "long" };

    public Dictionary<double, string> ByDouble { get; } = new() { [1.5] = "half" };

    public Dictionary<Season, string> BySeason { get; } = new() { [Season.Autumn] = "leaves" };

    public Dictionary<Guid, string> ById { get; } = new() { [Guid.Parse("2b0e5c3e-7a1e-4ac0-9e0b-0d8ad0c5f0aa")] = "guid" };

    public Dictionary<bool, string> ByFlag { get; } = new() { [true] = "yes" };

    public Dictionary<DateTime, string> ByDate { get; } = new() { [new DateTime(2024, 5, 6, 0, 0, 0, DateTimeKind.Unspecified)] = "may" };

    public Dictionary<char, string> ByLetter { get; } = new() { ['x'] = "ex" };

    public SortedDictionary<string, int> Sorted { get; } = new() { ["a"] = 1 };

    public ReadOnlyCollection<int> ReadOnly { get; } = new([4, 5]);

    public ReadOnlyDictionary<string, int> ReadOnlyByName { get; } = new(new Dictionary<string, int> { ["a"] = 8 });

    public ImmutableList<int> Immutable { get; } = [6, 7];

    public ImmutableArray<int> ImmutableArray { get; } = [8, 9];

    public ImmutableDictionary<string, int> ImmutableByName { get; } = ImmutableDictionary<string, int>.Empty.Add("a", 9);

    public FrozenDictionary<string, int> Frozen { get; } = new Dictionary<string, int> { ["a"] = 10 }.ToFrozenDictionary();

    public IReadOnlyList<Book> AsInterface => Books;

    public JsonElement Json { get; } = JsonDocument.Parse("""{"a":[1,{"b":"deep"}],"s":"text"}""").RootElement;

    public JsonNode Node { get; } = JsonNode.Parse("""{"a":[1,{"b":"deep"}],"s":"text"}""")!;

    public Matrix Matrix { get; } = new();

    public string this[string name] => $"text {name}";

    public string this[int number] => $"number {number}";

    public static Book Make(string title) => new(title);

    public string Find(string name) => name;

    public sealed class Shelf
    {
        public static int Count { get; set; } = 3;

        public string Label { get; set; } = "label";

        public enum Kind
        {
            Low,
            High,
        }
    }

    public sealed class Holder<T>
    {
        public static string Of => typeof(T).Name;
    }
}

public sealed class Matrix
{
    private readonly Dictionary<(int Row, string Column), double> _cells = new() { [(1, "a")] = 1.5 };

    public double this[int row, string column]
    {
        get => _cells.TryGetValue((row, column), out var cell) ? cell : throw new KeyNotFoundException();
        set => _cells[(row, column)] = value;
    }

    public bool this[bool flag] => !flag;
}

public static class Outer<T>
{
    public static string Name => typeof(T).Name;

    public sealed class Nested
    {
        public static string Name => $"Nested of {typeof(T).Name}";
    }

    public sealed class Nested<TOther>
    {
        public static string Name => $"Nested of {typeof(T).Name} and {typeof(TOther).Name}";
    }
}

public sealed class Outer<TFirst, TSecond>
{
    public static string Name => $"{typeof(TFirst).Name} and {typeof(TSecond).Name}";
}

public sealed class Numeric<T>
    where T : struct
{
    public static string Name => typeof(T).Name;
}

public static class BookExtensions
{
    public static string Describe(this Book book, int times = 1) => string.Concat(Enumerable.Repeat(book.Title, times));

    public static string Shout(this Book book) => book.Title.ToUpperInvariant();

    public static string shout(this Catalog catalog) => catalog.Name;

    public static string SHOUT(this Catalog catalog) => catalog.Name;
}
