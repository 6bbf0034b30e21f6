using Microsoft.CodeAnalysis;
using NUnit.Framework;
using static Liaison.Tests.Analyzers.Analysis;

namespace Liaison.Tests.Analyzers;

/// <summary>LSN007, LSN008, LSN010 and LSN011: marks and modifiers that do not do what they seem to.</summary>
[CancelAfter(60_000)]
internal sealed class MarkTests
{
    private const string OwnCode = "Give each exception a code of its own.";

    [Test]
    public Task What_is_declared_to_be_thrown_is_an_exception() => ExpectAsync(
        "LSN007", DiagnosticSeverity.Warning, "IShop.AddAsync declares that it throws a string, which is no exception. Name a class that derives from Exception.", """
        [CommandContract]
        public interface IShop
        {
            [[|Throws(typeof(string), "sold_out")|]]
            Task AddAsync();
        }
        """);

    [Test]
    public Task One_code_stands_for_one_exception_of_a_method() => ExpectAsync(
        "LSN007", DiagnosticSeverity.Warning,
        $"The code 'sold_out' of Shop.Add stands for ArgumentException and for InvalidOperationException. {OwnCode}", """
        public class Shop
        {
            [Throws(typeof(ArgumentException), "sold_out")]
            [[|Throws(typeof(InvalidOperationException), "sold_out")|]]
            public void Add() { }
        }
        """);

    [Test]
    public Task One_code_stands_for_one_exception_of_a_contract() => ExpectAsync(
        "LSN007", DiagnosticSeverity.Warning,
        $"The code 'sold_out' of IShop.AddAsync stands for ArgumentException and for InvalidOperationException. {OwnCode}", """
        [CommandContract]
        public interface IStore
        {
            [Throws(typeof(ArgumentException), "sold_out")] Task OpenAsync();
        }

        [CommandContract]
        public interface IShop : IStore
        {
            [[|Throws(typeof(InvalidOperationException), "sold_out")|]] Task AddAsync();
        }
        """);

    [Test]
    public Task A_topic_of_a_class_does_nothing() => ExpectAsync(
        "LSN008", DiagnosticSeverity.Warning,
        "Shop.Sold is marked [Topic] and is in no interface, so that the mark does nothing. "
        + "Move it to an interface that is marked [CommandContract], or publish events by LiaisonHost.PublishAsync.", """
        public class Shop
        {
            [Topic("sold")] public IAsyncEnumerable<int> [|Sold|]() => throw null!;
        }
        """);

    [Test]
    public Task A_command_that_is_async_void_ends_the_process() => ExpectAsync(
        "LSN010", DiagnosticSeverity.Warning,
        "Shop.Add is async void: its caller is answered before it ends, and a later exception ends the process. Return Task.", """
        public class Shop
        {
            [Command] public async void [|Add|]() => await Task.Yield();
        }
        """);

    [TestCase("Dictionary<int, string>", "a Dictionary<int, string>")]
    [TestCase("SortedDictionary<string, int>", "a SortedDictionary<string, int>")]
    [TestCase("IEnumerable<KeyValuePair<string, int>>", "an IEnumerable<KeyValuePair<string, int>>")]
    public Task Keywords_of_another_type_collect_nothing(string type, string name) => ExpectAsync(
        "LSN011", DiagnosticSeverity.Warning,
        $"The parameter 'rest' of Shop.Add is marked [Keywords] and is {name}, so that it collects nothing. "
        + "Make it a Dictionary<string, T>, an IDictionary<string, T> or an IReadOnlyDictionary<string, T>.", $$"""
        public class Shop
        {
            [Command] public void Add([Keywords] {{type}} [|rest|]) { }
        }
        """);

    [Test]
    public Task Marks_in_their_places_are_fine() => ExpectNothingAsync("""
        public class SoldOutException : Exception;

        public interface IEvents
        {
            [Topic("sold")] IAsyncEnumerable<int> Sold();
        }

        [CommandContract]
        public interface IShop : IEvents
        {
            [Throws(typeof(SoldOutException), "sold_out")]
            [Throws(typeof(ArgumentException), "bad_count")]
            Task AddAsync(int count, [Keywords] IReadOnlyDictionary<string, string> rest);

            [Throws(typeof(SoldOutException), "sold_out")]
            [Throws(typeof(SoldOutException), "empty")]
            Task SellAsync();
        }

        public class Shop
        {
            [Command] public async Task AddAsync([Keywords] Dictionary<string, int> some, [Keywords] IDictionary<string, int> more) => await Task.Yield();
            public async void Handle() => await Task.Yield();
        }
        """);
}
