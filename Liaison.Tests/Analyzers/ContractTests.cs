using Microsoft.CodeAnalysis;
using NUnit.Framework;
using static Liaison.Tests.Analyzers.Analysis;

namespace Liaison.Tests.Analyzers;

/// <summary>LSN003: members of contracts that are neither commands nor topics. LSN009: contracts out of reach.</summary>
[CancelAfter(60_000)]
internal sealed class ContractTests
{
    private const string ReturnTask = "Return Task, Task<T>, ValueTask, ValueTask<T> or IAsyncEnumerable<T>.";
    private const string Public = "so that generated code cannot name it. Make it internal or public.";

    [TestCase("int [|Count|] { get; }", "IShop.Count is a property", "Make it a method that returns Task<T>.")]
    [TestCase("int [|this|][int index] { get; }", "IShop.this[] is an indexer", "Make it a method that returns Task<T>.")]
    [TestCase("event Action [|Sold|];", "IShop.Sold is an event", "Make it a topic: [Topic(\"name\")] IAsyncEnumerable<T> Events(CancellationToken cancellationToken = default).")]
    [TestCase("static Task [|AddAsync|]() => Task.CompletedTask;", "IShop.AddAsync is static", "Move it to a class.")]
    [TestCase("static abstract int [|Count|] { get; }", "IShop.Count is static", "Move it to a class.")]
    [TestCase("internal Task [|AddAsync|]();", "IShop.AddAsync is not public", "Make it public, or move it to another interface.")]
    [TestCase("Task [|AddAsync|]<T>(T item);", "IShop.AddAsync is generic", "Write its types out, or take an object.")]
    [TestCase("void [|Add|](int count);", "IShop.Add returns nothing to wait for", ReturnTask)]
    [TestCase("int [|Add|](int count);", "IShop.Add returns an int, which is not awaited", ReturnTask)]
    [TestCase("IEnumerable<int> [|Items|]();", "IShop.Items returns an IEnumerable<int>, which is not awaited", ReturnTask)]
    [TestCase("[Topic(\"sold\")] Task<int> [|Sold|]();", "IShop.Sold is marked [Topic] and gives no IAsyncEnumerable<T>", "Return IAsyncEnumerable<T>, where T is one event, or remove [Topic].")]
    [TestCase("[Topic(\"sold\")] IAsyncEnumerable<int> [|Sold|](string shop);", "IShop.Sold is marked [Topic] and takes 'shop', which nobody is sent", "Remove the parameter, or remove [Topic].")]
    public Task A_member_that_is_no_command_is_an_error(string member, string problem, string fix) => ExpectAsync(
        "LSN003", DiagnosticSeverity.Error, $"{problem}, so that it cannot be in a contract. {fix}", $$"""
        [CommandContract]
        public interface IShop
        {
            {{member}}
        }
        """);

    [Test]
    public Task A_member_that_is_inherited_from_no_contract_is_told_at_the_contract() => ExpectAsync(
        "LSN003", DiagnosticSeverity.Error, $"IStore<int>.Get returns an int, which is not awaited, so that it cannot be in a contract. {ReturnTask}", """
        public interface IStore<T>
        {
            T Get();
        }

        [CommandContract]
        public interface [|IShop|] : IStore<int>;
        """);

    [Test]
    public Task A_member_that_is_inherited_from_a_contract_is_told_there() => ExpectAsync(
        "LSN003", DiagnosticSeverity.Error, $"IStore.Get returns an int, which is not awaited, so that it cannot be in a contract. {ReturnTask}", """
        [CommandContract]
        public interface IStore
        {
            int [|Get|]();
        }

        [CommandContract]
        public interface IShop : IStore;
        """);

    [TestCase("public class Town { [CommandContract] private interface [|IShop|]; }", "private")]
    [TestCase("public class Town { [CommandContract] protected interface [|IShop|]; }", "protected")]
    [TestCase("public class Town { private class Street { [CommandContract] public interface [|IShop|]; } }", "in the private Street")]
    [TestCase("[CommandContract] file interface [|IShop|];", "local to its file")]
    public Task A_contract_that_generated_code_cannot_name_is_a_warning(string source, string reach) =>
        ExpectAsync("LSN009", DiagnosticSeverity.Warning, $"The contract IShop is {reach}, {Public}", source);

    [Test]
    public Task Commands_and_topics_are_a_contract() => ExpectNothingAsync("""
        [CommandContract("shop.")]
        internal interface IShop
        {
            const int Most = 100;
            Task AddAsync(int count, CancellationToken cancellationToken = default);
            Task<int> CountAsync();
            ValueTask ClearAsync();
            ValueTask<string?> NameAsync() => Name();
            IAsyncEnumerable<int> ItemsAsync(CancellationToken cancellationToken);
            [Topic("sold")] IAsyncEnumerable<int> Sold(CancellationToken cancellationToken = default);
            [Topic("open")] IAsyncEnumerable<bool> Open();
            private ValueTask<string?> Name() => default;
        }

        public interface INoContract
        {
            int Count { get; }
            void Add();
            event Action Sold;
        }

        internal class Town
        {
            [CommandContract] protected internal interface IStreet;
        }
        """);
}
