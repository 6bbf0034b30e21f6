using Microsoft.CodeAnalysis;
using NUnit.Framework;
using static Liaison.Tests.Analyzers.Analysis;

namespace Liaison.Tests.Analyzers;

/// <summary>LSN005: commands that are never found.</summary>
[CancelAfter(60_000)]
internal sealed class VisibilityTests
{
    private const string Move = ", and give an object of that to AddFrom.";

    [TestCase("class Shop { [Command] void [|Add|]() { } }", "private", "Make it public.")]
    [TestCase("class Shop { [Command] internal void [|Add|]() { } }", "internal", "Make it public.")]
    [TestCase("class Shop { [Command] protected internal static void [|Add|]() { } }", "protected internal", "Make it public.")]
    [TestCase("static class Shop { [Command] public static void [|Add|]() { } }", "in a static class", "Move it to a class that is not static" + Move)]
    [TestCase("record struct Shop { [Command] public void [|Add|]() { } }", "in a struct", "Move it to a class" + Move)]
    [TestCase("interface IShop { void Add(); } class Shop : IShop { [Command] void IShop.[|Add|]() { } }", "implemented explicitly", "Implement it as a public method.")]
    public Task A_command_that_is_never_found_is_a_warning(string source, string problem, string fix) =>
        ExpectAsync("LSN005", DiagnosticSeverity.Warning, $"Shop.Add is marked [Command] and is {problem}, so that it is never found. {fix}", source);

    [Test]
    public Task A_local_function_is_never_found() => ExpectAsync(
        "LSN005", DiagnosticSeverity.Warning, "Shop.Ping is marked [Command] and is a local function, so that it is never found. Make it a public method of a class.", """
        class Shop
        {
            public Shop()
            {
                [Command("ping")] static string [|Ping|]() => "pong";
                Ping();
            }
        }
        """);

    [Test]
    public Task A_public_method_is_found_wherever_its_class_is() => ExpectNothingAsync("""
        internal class Shop
        {
            [Command] public void Add() { }
            [Command] public static void Clear() { }
            private void Hide() { }

            private class Till
            {
                [Command] public void Open() { }
            }
        }

        internal interface IStore
        {
            [Command] void Open();
        }

        internal abstract class Store
        {
            [Command] public abstract void Open();
        }
        """);
}
