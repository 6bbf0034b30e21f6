using Microsoft.CodeAnalysis;
using NUnit.Framework;
using static Liaison.Tests.Analyzers.Analysis;

namespace Liaison.Tests.Analyzers;

/// <summary>LSN002: two commands of one name.</summary>
[CancelAfter(60_000)]
internal sealed class NameTests
{
    private const string Fix = ". Rename a method, or give one a name of its own: [Command(\"name\")].";

    [Test]
    public Task Two_overloads_have_one_name() => ExpectAsync(
        "LSN002", DiagnosticSeverity.Error, "Shop has two commands 'Add': Shop.Add(int count) and Shop.Add(string name)" + Fix, """
        public class Shop
        {
            [Command] public void Add(int count) { }
            [Command] public void [|Add|](string name) { }
        }
        """);

    [Test]
    public Task A_trailing_Async_is_no_part_of_a_name() => ExpectAsync(
        "LSN002", DiagnosticSeverity.Error, "Shop has two commands 'Add': Shop.Add() and Shop.AddAsync()" + Fix, """
        public class Shop
        {
            [Command] public void Add() { }
            [Command] public Task [|AddAsync|]() => Task.CompletedTask;
        }
        """);

    [Test]
    public Task A_name_that_is_given_is_the_name() => ExpectAsync(
        "LSN002", DiagnosticSeverity.Error, "Shop has two commands 'add': Shop.Put() and Shop.Place(List<int> items, int? at)" + Fix, """
        public class Shop
        {
            [Command("add")] public void Put() { }
            [Command("add")] public void [|Place|](List<int> items, int? at) { }
        }
        """);

    [Test]
    public Task A_command_of_a_base_class_counts() => ExpectAsync(
        "LSN002", DiagnosticSeverity.Error, "Shop has two commands 'Add': Store.Add() and Shop.Put()" + Fix, """
        public class Store
        {
            [Command] public void Add() { }
        }

        public class Shop : Store
        {
            [Command("Add")] public void [|Put|]() { }
        }
        """);

    [Test]
    public Task Two_members_of_a_contract_have_one_name_with_its_prefix() => ExpectAsync(
        "LSN002", DiagnosticSeverity.Error, "IShop has two commands 'shop.Add': IShop.AddAsync(int count) and IShop.AddAsync(string name)" + Fix, """
        [CommandContract("shop.")]
        public interface IShop
        {
            Task AddAsync(int count);
            Task [|AddAsync|](string name);
        }
        """);

    [Test]
    public Task A_member_that_a_contract_inherits_counts() => ExpectAsync(
        "LSN002", DiagnosticSeverity.Error, "IShop has two commands 'Add': IStore.AddAsync() and IShop.Put()" + Fix, """
        public interface IStore
        {
            Task AddAsync();
        }

        [CommandContract]
        public interface IShop : IStore
        {
            [Command("Add")] Task [|Put|]();
        }
        """);

    [Test]
    public Task Two_members_that_a_contract_inherits_are_told_at_its_name() => ExpectAsync(
        "LSN002", DiagnosticSeverity.Error, "IShop has two commands 'Add': IStore.AddAsync() and IMarket.Add()" + Fix, """
        public interface IStore
        {
            Task AddAsync();
        }

        public interface IMarket
        {
            Task Add();
        }

        [CommandContract]
        public interface [|IShop|] : IStore, IMarket;
        """);

    [Test]
    public Task What_a_contract_inherits_from_another_is_told_once() => ExpectAsync(
        "LSN002", DiagnosticSeverity.Error, "IStore has two commands 'Add': IStore.Add() and IStore.AddAsync()" + Fix, """
        [CommandContract]
        public interface IStore
        {
            Task Add();
            Task [|AddAsync|]();
        }

        [CommandContract]
        public interface IShop : IStore;
        """);

    [Test]
    public Task Names_that_differ_are_two() => ExpectNothingAsync("""
        public class Store
        {
            [Command] public virtual void Add() { }
            public void Put() { }
        }

        public class Shop : Store
        {
            [Command("add")] public override void Add() { }
            [Command] public void Add(int count) { }
            [Command] public void Async() { }
            [Command("Put")] public void Place() { }
            public void Place(int count) { }
        }

        [CommandContract]
        public interface IShop
        {
            Task AddAsync();
            [Topic("add")] IAsyncEnumerable<int> Add(CancellationToken cancellationToken = default);
        }
        """);
}
