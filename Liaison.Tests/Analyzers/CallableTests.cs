using Microsoft.CodeAnalysis;
using NUnit.Framework;
using static Liaison.Tests.Analyzers.Analysis;

namespace Liaison.Tests.Analyzers;

/// <summary>LSN001: commands of a kind that cannot be called.</summary>
[CancelAfter(60_000)]
internal sealed class CallableTests
{
    private const string ByReference = "is passed by reference (ref, out or in). Take it by value, and return what changes.";
    private const string OffStack = "since what it returns cannot leave the stack. Return a value, an array or a list.";
    private const string Values = "Take an array, a list or a number.";

    [TestCase("void Add(ref int [|count|]) { }", "since its parameter 'count' " + ByReference)]
    [TestCase("void Add(out int [|count|]) => count = 1;", "since its parameter 'count' " + ByReference)]
    [TestCase("void Add(in int [|count|]) { }", "since its parameter 'count' " + ByReference)]
    [TestCase("void Add(ref readonly int [|count|]) { }", "since its parameter 'count' " + ByReference)]
    [TestCase("unsafe void Add(byte* [|bytes|]) { }", "since its parameter 'bytes' is a pointer. " + Values)]
    [TestCase("unsafe void Add(delegate*<void> [|call|]) { }", "since its parameter 'call' is a pointer. " + Values)]
    [TestCase("void Add(Span<int> [|counts|]) { }", "since its parameter 'counts' is a Span<int>, which cannot leave the stack. " + Values)]
    [TestCase("void Add(params ReadOnlySpan<char> [|text|]) { }", "since its parameter 'text' is a ReadOnlySpan<char>, which cannot leave the stack. " + Values)]
    [TestCase("Span<int> [|Add|]() => default;", OffStack)]
    [TestCase("ref int [|Add|]() => throw null!;", OffStack)]
    [TestCase("unsafe int* [|Add|]() => null;", OffStack)]
    [TestCase("void [|Add|]<T>(T item) { }", "since it is generic. Write its types out, or take an object.")]
    public Task A_command_that_no_message_can_call_is_an_error(string method, string reason) =>
        ExpectAsync("LSN001", DiagnosticSeverity.Error, "Shop.Add cannot be a command, " + reason, $$"""
            public class Shop
            {
                [Command] public {{method}}
            }
            """);

    [Test]
    public Task A_member_of_a_contract_that_no_message_can_call_is_an_error() =>
        ExpectAsync("LSN001", DiagnosticSeverity.Error, "IShop.AddAsync cannot be a command, since its parameter 'count' " + ByReference, """
            [CommandContract]
            public interface IShop
            {
                Task AddAsync(ref int [|count|]);
            }
            """);

    [Test]
    public Task An_override_of_a_command_is_one_too() =>
        ExpectNothingAsync("""
            public class Store
            {
                [Command] public virtual void Add(int count) { }
            }

            public class Shop : Store
            {
                public override void Add(int count) { }
            }
            """);

    [Test]
    public Task A_command_with_every_kind_of_parameter_that_is_taken_is_none() =>
        ExpectNothingAsync("""
            public class Shop<T>
            {
                [Command("add")] public ValueTask<T> AddAsync(
                    T item, string? name, int? count, Memory<byte> bytes, CommandContext context, IProgress<int> progress,
                    [Keywords] Dictionary<string, object?> rest, CancellationToken cancellationToken = default, params int[] more) => throw null!;

                public void Take(ref int count, Span<int> counts) { }
            }
            """);
}
