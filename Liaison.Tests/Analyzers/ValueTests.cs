using Microsoft.CodeAnalysis;
using NUnit.Framework;
using static Liaison.Tests.Analyzers.Analysis;

namespace Liaison.Tests.Analyzers;

/// <summary>LSN004: types that JSON cannot hold.</summary>
[CancelAfter(60_000)]
internal sealed class ValueTests
{
    private const string Long = "Use a long, or bytes.";
    private const string Await = "Await it, and use what it gives.";
    private const string Name = "Use its name, a string.";
    private const string Parts = "Make it a parameter, or the result, by itself, or use byte[].";
    private const string Callback = "Use IProgress<T> for reports, or call the peer back.";

    [TestCase("nint", "is a nint", Long)]
    [TestCase("UIntPtr", "is a nuint", Long)]
    [TestCase("int[,]", "is an int[,]", "Use an array of arrays: int[][].")]
    [TestCase("List<double[,,]>", "holds a double[,,]", "Use an array of arrays: double[][][].")]
    [TestCase("Task<int>", "is a Task<int>", Await)]
    [TestCase("(string Name, ValueTask<int> Later)", "holds a ValueTask<int>", Await)]
    [TestCase("System.Reflection.MethodInfo", "is a MethodInfo", Name)]
    [TestCase("System.Globalization.CultureInfo?", "is a CultureInfo", Name)]
    [TestCase("ArgumentException[]", "holds an ArgumentException", "Throw it, or use its message.")]
    public Task A_parameter_that_nobody_can_give_is_a_warning(string type, string problem, string fix) => ExpectAsync(
        "LSN004", DiagnosticSeverity.Warning, $"The parameter 'item' of Shop.Add {problem}, which JSON cannot hold. {fix}", $$"""
        public class Shop
        {
            [Command] public void Add({{type}} [|item|]) { }
        }
        """);

    [TestCase("Dictionary<(int, int), string>", "(int, int)", "a Dictionary<(int, int), string>")]
    [TestCase("IReadOnlyDictionary<Type, string>?", "Type", "an IReadOnlyDictionary<Type, string>")]
    [TestCase("SortedList<System.Numerics.BigInteger, int>", "BigInteger", "a SortedList<BigInteger, int>")]
    public Task The_keys_of_a_dictionary_are_names(string type, string key, string shown) => ExpectAsync(
        "LSN004", DiagnosticSeverity.Warning,
        $"The parameter 'items' of Shop.Add is {shown}, which JSON cannot hold. A key is the name of a member: use a string, a number or an enumeration instead of a {key}, or a list of pairs.", $$"""
        public class Shop
        {
            [Command] public void Add({{type}} [|items|]) { }
        }
        """);

    [TestCase("nint", "is a nint", Long)]
    [TestCase("unsafe int*[]", "holds an int*", Long)]
    [TestCase("Task<int[,]>", "is an int[,]", "Use an array of arrays: int[][].")]
    [TestCase("List<Stream>", "holds a Stream", Parts)]
    [TestCase("Task<List<Task>>", "holds a Task", Await)]
    [TestCase("List<IAsyncEnumerable<int>>", "holds an IAsyncEnumerable<int>", "Return it by itself, or use a list.")]
    [TestCase("System.Reflection.PropertyInfo", "is a PropertyInfo", Name)]
    public Task A_result_that_is_lost_is_a_warning(string type, string problem, string fix)
    {
        var (modifier, plain) = type.StartsWith("unsafe ", StringComparison.Ordinal) ? ("unsafe ", type[7..]) : ("", type);
        return ExpectAsync("LSN004", DiagnosticSeverity.Warning, $"The result of Shop.Get {problem}, which JSON cannot hold. {fix}", $$"""
            public class Shop
            {
                [Command] public {{modifier}}[|{{plain}}|] Get() => throw null!;
            }
            """);
    }

    [TestCase("Action<int>", "is an Action<int>", Callback)]
    [TestCase("Type", "is a Type", Name)]
    public Task What_only_a_reference_gives_is_a_warning_where_no_references_are(string type, string problem, string fix) => ExpectAsync(
        "LSN004", DiagnosticSeverity.Warning, $"The parameter 'item' of Shop.Add {problem}, which JSON cannot hold. {fix}", $$"""
        public class Shop
        {
            [Command("add", ResolveReferences = false)] public void Add({{type}} [|item|]) { }
            [Command] public void Give({{type}} item, List<{{type}}> items) { }
        }
        """);

    [TestCase("Task AddAsync(Func<int> [|item|])", "parameter 'item' of IShop.AddAsync is a Func<int>", Callback)]
    [TestCase("Task AddAsync(IProgress<Type> [|item|])", "parameter 'item' of IShop.AddAsync is a Type", Name)]
    [TestCase("[|Task<Type>|] GetAsync()", "result of IShop.GetAsync is a Type", Name)]
    [TestCase("[|Task<Exception>|] GetAsync()", "result of IShop.GetAsync is an Exception", "Throw it, or use its message.")]
    [TestCase("Task AddAsync(Order [|order|])", "parameter 'order' of IShop.AddAsync holds an Action (Order.Sold)", Callback)]
    [TestCase("Task AddAsync(Page<Stream> [|page|])", "parameter 'page' of IShop.AddAsync holds a Stream (Page<Stream>.Items)", Parts)]
    [TestCase("[|IAsyncEnumerable<Tree>|] GetAsync(CancellationToken cancellationToken)", "result of IShop.GetAsync holds a nint (Leaf.Handle)", Long)]
    [TestCase("[Topic(\"sold\")] [|IAsyncEnumerable<Basket>|] Sold()", "result of IShop.Sold holds an Action (Order.Sold)", Callback)]
    public Task Both_ends_of_a_contract_hold_its_values(string member, string problem, string fix) => ExpectAsync(
        "LSN004", DiagnosticSeverity.Warning, $"The {problem}, which JSON cannot hold. {fix}", $$"""
        public record Order(string Name, Action Sold);

        public class Page<T>
        {
            public IReadOnlyList<T> Items { get; init; } = [];
        }

        public class Leaf
        {
            public nint Handle { get; set; }
        }

        public class Tree : Leaf
        {
            public List<Tree> Children { get; } = [];
        }

        public class Basket : List<Order>;

        [CommandContract]
        public interface IShop
        {
            {{member}};
        }
        """);

    [Test]
    public Task A_stream_by_itself_is_sent_in_chunks() => ExpectNothingAsync("""
        public class Shop
        {
            [Command] public Stream Open(Stream content, System.IO.Pipelines.PipeReader more) => content;
            [Command] public Task<FileStream> ReopenAsync() => throw null!;
        }

        [CommandContract]
        public interface IFiles
        {
            Task<Stream> OpenAsync(string name);

            Task StoreAsync(Stream content);
        }
        """);

    [Test]
    public Task Many_types_that_hold_each_other_are_looked_at_once()
    {
        var classes = Enumerable.Range(0, 100).Select(number =>
            $"public class Node{number} {{ {string.Concat(Enumerable.Range(0, 100).Select(other => $"public Node{other}? To{other} {{ get; set; }} "))} }}");
        return ExpectNothingAsync(string.Join('\n', classes) + """

            [CommandContract]
            public interface IGraph
            {
                Task<Node0> GetAsync();
            }
            """);
    }

    [Test]
    public Task Types_without_an_end_are_looked_at_up_to_one() => ExpectNothingAsync("""
        public class Endless<T>
        {
            public Endless<List<T>>? Left { get; set; }
            public Endless<T[]>? Right { get; set; }
        }

        [CommandContract]
        public interface IGraph
        {
            Task<Endless<int>> GetAsync();
        }
        """);

    [Test]
    public Task What_is_not_sent_is_not_looked_at() => ExpectNothingAsync("""
        using System.Text.Json;
        using System.Text.Json.Serialization;

        public class HandleConverter : JsonConverter<Handle>
        {
            public override Handle? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw null!;
            public override void Write(Utf8JsonWriter writer, Handle value, JsonSerializerOptions options) => throw null!;
        }

        [JsonConverter(typeof(HandleConverter))]
        public class Handle
        {
            public nint Value { get; set; }
        }

        public class Order
        {
            [JsonIgnore] public Action? Sold { get; set; }
            [JsonConverter(typeof(HandleConverter))] public Stream? File { get; set; }
            public Handle? Handle { get; set; }
            public Order? Next { get; set; }
            public DayOfWeek Day { get; set; }
            internal Type? Kind { get; set; }
            public static Type? Shared { get; set; }
            public Type? _field;
            public Type this[int index] => throw null!;
        }

        [CommandContract]
        public interface IShop
        {
            Task<Order> AddAsync(Order order, IProgress<double> progress, Dictionary<DayOfWeek, Order[]> days, CancellationToken cancellationToken = default);
        }

        public class Session
        {
            public Stream? Log { get; set; }
            public Action? Ended { get; set; }
        }

        public class Shop
        {
            [Command] public Session Get(Session session, Func<double, double> function, IAsyncEnumerable<int> numbers) => session;
            [Command] public Type Kind() => typeof(Session);
            [Command] public Func<int>? Function() => null;
            [Command] public Exception? Failure() => null;
            [Command] public ReadOnlyMemory<byte> Bytes(byte[] bytes, Memory<int> numbers) => bytes;
            [Command] public object? Any(object? any, dynamic other) => any;
        }
        """);
}
