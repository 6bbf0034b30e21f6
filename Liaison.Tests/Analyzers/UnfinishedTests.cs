using Liaison.Analyzers;
using Microsoft.CodeAnalysis.Diagnostics;
using NUnit.Framework;

namespace Liaison.Tests.Analyzers;

/// <summary>Code is looked at while it is typed, when most of it does not compile.</summary>
[CancelAfter(60_000)]
internal sealed class UnfinishedTests
{
    private const int Pieces = 40;

    private const string Source = """
        public record Order(string Name, Action Sold, Dictionary<(int, int), Order> Others);

        [CommandContract("shop.")]
        public partial interface IShop : IEnumerable<Task<Order>>
        {
            [Throws(typeof(ArgumentException), "bad")] [Throws(typeof(int), "worse")] Task<Order> GetAsync(Order order, ref int count);
            [Topic("sold")] IAsyncEnumerable<int[,]> Sold(string name);
            event Action Opened;
            int this[int index] { get; set; }
            static abstract Task<T> Make<T>(T item);
            [Command] IAsyncEnumerable<Order> Orders();
        }

        public abstract partial class Shop<T> : IShop where T : Shop<T>, new()
        {
            [Command(name: "add", Concurrent = true)] private async void Add([Keywords] Dictionary<string, Stream> rest, params Span<int> counts) { }
            [Command("add")] public override T Add(in T item) => new T();
            [Command] void IShop.Add<T>() { [Command] void Local() { } }
            [Command] public static IAsyncEnumerable<T> operator +(Shop<T> left, nint right) => throw null!;
            [Command] public unsafe delegate*<int*, void> Call(int*[] many) => null;
        }
        """;

    [Test]
    public async Task Whatever_is_there_of_it_the_analyzer_does_not_fail([Range(1, Pieces)] int piece)
    {
        var compilation = new MarkedSource(Source[..(Source.Length * piece / Pieces)]).Compile();
        var found = await compilation.WithAnalyzers([new LiaisonAnalyzer()]).GetAnalyzerDiagnosticsAsync();

        Assert.That(found.Select(diagnostic => diagnostic.Id), Has.All.StartsWith("LSN"));
    }
}
