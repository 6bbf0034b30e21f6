using Liaison.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using NUnit.Framework;

namespace Liaison.Tests.Analyzers;

/// <summary>What the fixes make of code, which then compiles and has nothing more to be told of.</summary>
[CancelAfter(60_000)]
internal sealed class FixTests
{
    private const string Usings = """
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Liaison.Commands;
        using Liaison.Contracts;

        """;

    [TestCase("private void Add()", "public void Add()")]
    [TestCase("void Add()", "public void Add()")]
    [TestCase("protected internal static void Add()", "public static void Add()")]
    [TestCase("internal virtual void Add()", "public virtual void Add()")]
    public Task A_command_is_made_public(string before, string after) => ExpectAsync(new MakePublicFix(), Class(before), Class(after));

    [TestCase("IAsyncEnumerable<int> Items()", "IAsyncEnumerable<int> Items(CancellationToken cancellationToken = default)")]
    [TestCase("IAsyncEnumerable<int> Items(int count = 1)", "IAsyncEnumerable<int> Items(int count = 1, CancellationToken cancellationToken = default)")]
    [TestCase("IAsyncEnumerable<int> Items(params int[] counts)", "IAsyncEnumerable<int> Items(CancellationToken cancellationToken = default, params int[] counts)")]
    [TestCase("IAsyncEnumerable<int> Items(string cancellationToken)", "IAsyncEnumerable<int> Items(string cancellationToken, CancellationToken cancellationToken2 = default)")]
    public Task A_stream_is_given_a_token(string before, string after) => ExpectAsync(
        new AddTokenFix(), Class($"public {before}", "=> throw null!;"), Class($"public {after}", "=> throw null!;", "System.Threading"));

    [Test]
    public Task An_iterator_is_given_a_token_that_reaches_it() => ExpectAsync(
        new AddTokenFix(),
        Class("public async IAsyncEnumerable<int> Items()", "{ await Task.Yield(); yield return 1; }"),
        Class(
            "public async IAsyncEnumerable<int> Items([EnumeratorCancellation] CancellationToken cancellationToken = default)",
            "{ await Task.Yield(); yield return 1; }", "System.Runtime.CompilerServices", "System.Threading"));

    [Test]
    public Task A_stream_of_a_contract_is_given_a_token() => ExpectAsync(
        new AddTokenFix(),
        Usings + "[CommandContract] public interface IShop { IAsyncEnumerable<int> Items(); }",
        Directives("System.Threading") + "[CommandContract] public interface IShop { IAsyncEnumerable<int> Items(CancellationToken cancellationToken = default); }");

    [Test]
    public Task A_namespace_that_is_known_is_not_named_again() => ExpectAsync(
        new AddTokenFix(),
        "public class Shop { [Command] public IAsyncEnumerable<int> Items() => throw null!; }",
        "public class Shop { [Command] public IAsyncEnumerable<int> Items(CancellationToken cancellationToken = default) => throw null!; }",
        withUsings: true);

    [Test]
    public Task Only_the_namespace_that_is_not_known_is_named() => ExpectAsync(
        new AddTokenFix(),
        "public class Shop { [Command] public async IAsyncEnumerable<int> Items() { await Task.Yield(); yield return 1; } }",
        "using System.Runtime.CompilerServices;\n\npublic class Shop { [Command] public async IAsyncEnumerable<int> Items([EnumeratorCancellation] CancellationToken cancellationToken = default) { await Task.Yield(); yield return 1; } }",
        withUsings: true);

    [Test]
    public Task A_command_that_is_async_void_returns_a_task() => ExpectAsync(
        new ReturnTaskFix(), Class("public async void Add()", "=> await Task.Yield();"), Class("public async Task Add()", "=> await Task.Yield();"));

    [Test]
    public Task A_task_that_is_not_known_is_made_known() => ExpectAsync(
        new ReturnTaskFix(),
        "using Liaison.Commands;\n\npublic class Shop { [Command] public async void Add() => await System.Threading.Tasks.Task.Yield(); }",
        "using System.Threading.Tasks;\nusing Liaison.Commands;\n\npublic class Shop { [Command] public async Task Add() => await System.Threading.Tasks.Task.Yield(); }");

    [TestCase("public static class Shop { [Command] public static void Add() { } }")]
    [TestCase("public interface IShop { void Add(); } public class Shop : IShop { [Command] void IShop.Add() { } }")]
    [TestCase("public class Store { protected virtual void Add() { } } public class Shop : Store { [Command] protected override void Add() { } }")]
    [TestCase("public partial class Shop { [Command] private partial void Add(); private partial void Add() { } }")]
    [TestCase("public interface IStore { IAsyncEnumerable<int> Items(); } [CommandContract] public interface IShop : IStore;")]
    public async Task What_another_word_would_not_mend_is_left(string source)
    {
        using var workspace = new AdhocWorkspace();
        var document = new MarkedSource(source).AddTo(workspace, withUsings: true);
        var found = await Analysis.RunAsync((await document.Project.GetCompilationAsync())!);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(found, Has.Length.EqualTo(1));
            Assert.That(await ActionsAsync(new MakePublicFix(), document, found[0]), Is.Empty);
            Assert.That(await ActionsAsync(new AddTokenFix(), document, found[0]), Is.Empty);
        }
    }

    private static async Task ExpectAsync(CodeFixProvider fix, string before, string after, bool withUsings = false)
    {
        using var workspace = new AdhocWorkspace();
        var document = new MarkedSource(before).AddTo(workspace, withUsings);
        var found = await Analysis.RunAsync((await document.Project.GetCompilationAsync())!);
        var action = (await ActionsAsync(fix, document, found.Single())).Single();
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var mended = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;

        using (Assert.EnterMultipleScope())
        {
            Assert.That((await mended.GetTextAsync()).ToString().ReplaceLineEndings("\n"), Is.EqualTo(after));
            Assert.That(await Analysis.RunAsync((await mended.Project.GetCompilationAsync())!), Is.Empty);
        }
    }

    private static async Task<List<CodeAction>> ActionsAsync(CodeFixProvider fix, Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        if (fix.FixableDiagnosticIds.Contains(diagnostic.Id))
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        }

        return actions;
    }

    private static string Class(string method, string body = "{ }", params string[] namespaces) => $$"""
        {{Directives(namespaces)}}
        public class Shop
        {
            [Command]
            {{method}} {{body}}
        }
        """;

    private static string Directives(params string[] added) => added.Length == 0 ? Usings
        : string.Join('\n', Usings.TrimEnd().Split('\n').Concat(added.Select(name => $"using {name};")).OrderBy(line => !line.Contains("System")).ThenBy(line => line.TrimEnd(';'), StringComparer.Ordinal)) + "\n";
}
