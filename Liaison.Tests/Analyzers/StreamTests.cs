using Microsoft.CodeAnalysis;
using NUnit.Framework;
using static Liaison.Tests.Analyzers.Analysis;

namespace Liaison.Tests.Analyzers;

/// <summary>LSN006: streams without a <see cref="CancellationToken"/>.</summary>
[CancelAfter(60_000)]
internal sealed class StreamTests
{
    private const string Problem =
        " gives a stream and takes no CancellationToken, so that it cannot stop waiting when its caller stops reading. "
        + "Add a parameter: CancellationToken cancellationToken = default.";

    [TestCase("async IAsyncEnumerable<int> [|Items|](int count) { await Task.Yield(); yield return count; }")]
    [TestCase("Task<IAsyncEnumerable<int>> [|Items|](IProgress<int> progress) => throw null!;")]
    public Task A_stream_that_takes_no_token_is_told(string method) => ExpectAsync("LSN006", DiagnosticSeverity.Info, "Shop.Items" + Problem, $$"""
        public class Shop
        {
            [Command] public {{method}}
        }
        """);

    [Test]
    public Task So_is_one_of_a_contract() => ExpectAsync("LSN006", DiagnosticSeverity.Info, "IShop.Items" + Problem, """
        [CommandContract]
        public interface IShop
        {
            IAsyncEnumerable<int> [|Items|]();
        }

        public class Shop : IShop
        {
            [Command] public IAsyncEnumerable<int> Items() => throw null!;
        }
        """);

    [Test]
    public Task A_stream_that_learns_of_its_end_is_fine() => ExpectNothingAsync("""
        public class Shop
        {
            [Command] public IAsyncEnumerable<int> Token(CancellationToken cancellationToken) => throw null!;
            [Command] public IAsyncEnumerable<int> Context(CommandContext context) => throw null!;
            [Command] public Task<int> NoStream() => throw null!;
            [Command] public List<int> List() => throw null!;
            public IAsyncEnumerable<int> NoCommand() => throw null!;
        }

        [CommandContract]
        public interface IShop
        {
            IAsyncEnumerable<int> ItemsAsync(CancellationToken cancellationToken = default);
            [Topic("sold")] IAsyncEnumerable<int> Sold();
        }
        """);
}
