using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Liaison.Analyzers;
using Liaison.Commands;
using Liaison.Companions;
using Microsoft.CodeAnalysis.CSharp;
using NUnit.Framework;

namespace Liaison.Tests.Analyzers;

/// <summary>What the analyzer says of commands is what becomes of them when they run.</summary>
[CancelAfter(60_000)]
internal sealed class RuntimeTests
{
    [TestCase("[Command] public void Add(ref int count) { }")]
    [TestCase("[Command] public void Add(out int count) => count = 1;")]
    [TestCase("[Command] public void Add(in int count) { }")]
    [TestCase("[Command] public unsafe void Add(byte* bytes) { }")]
    [TestCase("[Command] public unsafe void Add(delegate*<void> call) { }")]
    [TestCase("[Command] public void Add(Span<int> counts) { }")]
    [TestCase("[Command] public Span<int> Add() => default;")]
    [TestCase("[Command] public unsafe int* Add() => null;")]
    [TestCase("[Command] public ref int Add() => throw null!;")]
    [TestCase("[Command] public void Add<T>(T item) { }")]
    [TestCase("[Command] public void Add(int item) { }")]
    [TestCase("[Command] public void Add(int item) { } [Command] public void Add(string item) { }")]
    [TestCase("[Command] public void Add(int item) { } [Command] public Task AddAsync() => Task.CompletedTask;")]
    [TestCase("[Command(\"Inherited\")] public void Add() { }")]
    [TestCase("[Command(\"Static\")] public void Add() { }")]
    [TestCase("[Command] public new void Inherited() { }")]
    [TestCase("[Command] public new static void Static() { }")]
    [TestCase("public new void Inherited() { }")]
    [TestCase("public override void Virtual() { }")]
    [TestCase("[Command(\"virtual\")] public override void Virtual() { }")]
    [TestCase("[Command(\"virtual\")] public override void Virtual() { } [Command(\"Virtual\")] public void Add() { }")]
    [TestCase("[Command] public void Hidden(int item) { } void Hidden() { }")]
    public async Task The_table_refuses_what_is_an_error(string methods)
    {
        var compilation = new MarkedSource($$"""
            public class Store
            {
                [Command] public void Inherited() { }
                [Command] public static void Static() { }
                [Command] public virtual void Virtual() { }
                [Command("hidden")] public void Conceal() { }
            }

            public class Shop : Store
            {
                {{methods}}
            }
            """).Compile();
        var told = (await Analysis.RunAsync(compilation)).SingleOrDefault();
        var refused = Refusal(compilation);

        if (told is null)
        {
            Assert.That(refused, Is.Null);
        }
        else
        {
            // Up to the fix, which only the analyzer names in full.
            var reason = told.GetMessage(null).Split(". ")[0];
            Assert.That(refused, Does.Contain(told.Id == "LSN001" ? reason[reason.IndexOf("cannot be a command", StringComparison.Ordinal)..] : "has two commands '"));
        }
    }

    [TestCaseSource(nameof(Values))]
    public async Task A_type_is_told_where_its_values_are_lost(TypedValue value)
    {
        await using var companion = new Companion();
        var (type, known) = value.Compile();
        var types = new JsonTypes(known);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(types.Problem(type, JsonUse.Read) is null, Is.EqualTo(value.IsReadBy(companion.Json)), "read");
            Assert.That(types.Problem(type, JsonUse.Write) is null, Is.EqualTo(value.IsWrittenBy(companion.Json)), "written");
        }
    }

    private static IEnumerable<TypedValue> Values =>
    [
        new TypedValue<int>("int", 1, "1"),
        new TypedValue<nint>("nint", 1, "1"),
        new TypedValue<nuint>("nuint", 1, "1"),
        new TypedValue<int[]>("int[]", [1], "[1]"),
        new TypedValue<int[,]>("int[,]", new[,] { { 1 } }, "[[1]]"),
        new TypedValue<List<int[,]>>("List<int[,]>", [new[,] { { 1 } }], "[[[1]]]"),
        new TypedValue<Action>("Action", () => { }, "\"x\"") { HasName = true },
        new TypedValue<Type>("Type", typeof(int), "\"x\"") { HasName = true },
        new TypedValue<MethodInfo>("System.Reflection.MethodInfo", typeof(string).GetMethod(nameof(string.Clone))!, "\"x\"") { HasName = true },
        new TypedValue<PropertyInfo>("System.Reflection.PropertyInfo", typeof(string).GetProperty(nameof(string.Length))!, "\"x\""),
        new TypedValue<Assembly>("System.Reflection.Assembly", typeof(string).Assembly, "\"x\""),
        new TypedValue<System.Globalization.CultureInfo>("System.Globalization.CultureInfo", new("de"), "\"de\""),
        new TypedValue<Encoding>("System.Text.Encoding", Encoding.UTF8, "\"utf-8\""),
        new TypedValue<CancellationToken>("CancellationToken", default, "1"),
        new TypedValue<Exception>("Exception", new ArgumentException("no"), "[\"x\"]") { HasName = true },
        new TypedValue<Stream>("Stream", new MemoryStream(), "\"x\""),
        new TypedValue<Task<int>>("Task<int>", Task.FromResult(1), "1"),
        new TypedValue<byte[]>("byte[]", [1], "\"AQ==\""),
        new TypedValue<ReadOnlyMemory<byte>>("ReadOnlyMemory<byte>", new([1]), "\"AQ==\""),
        new TypedValue<(int, string)>("(int, string)", (1, "a"), "[1,\"a\"]"),
        new TypedValue<Dictionary<string, int>>("Dictionary<string, int>", new() { ["a"] = 1 }, "{\"a\":1}"),
        new TypedValue<Dictionary<object, int>>("Dictionary<object, int>", new() { ["a"] = 1 }, "{\"a\":1}"),
        new TypedValue<Dictionary<bool, int>>("Dictionary<bool, int>", new() { [true] = 1 }, "{\"True\":1}"),
        new TypedValue<Dictionary<char, int>>("Dictionary<char, int>", new() { ['a'] = 1 }, "{\"a\":1}"),
        new TypedValue<Dictionary<decimal, int>>("Dictionary<decimal, int>", new() { [1] = 1 }, "{\"1\":1}"),
        new TypedValue<Dictionary<DayOfWeek, int>>("Dictionary<DayOfWeek, int>", new() { [DayOfWeek.Monday] = 1 }, "{\"Monday\":1}"),
        new TypedValue<Dictionary<DateTime, int>>("Dictionary<DateTime, int>", new() { [default] = 1 }, "{\"0001-01-01T00:00:00\":1}"),
        new TypedValue<Dictionary<DateTimeOffset, int>>("Dictionary<DateTimeOffset, int>", new() { [default] = 1 }, "{\"0001-01-01T00:00:00+00:00\":1}"),
        new TypedValue<Dictionary<DateOnly, int>>("Dictionary<DateOnly, int>", new() { [default] = 1 }, "{\"0001-01-01\":1}"),
        new TypedValue<Dictionary<TimeOnly, int>>("Dictionary<TimeOnly, int>", new() { [default] = 1 }, "{\"00:00:00\":1}"),
        new TypedValue<Dictionary<TimeSpan, int>>("Dictionary<TimeSpan, int>", new() { [default] = 1 }, "{\"00:00:00\":1}"),
        new TypedValue<Dictionary<Guid, int>>("Dictionary<Guid, int>", new() { [Guid.Empty] = 1 }, "{\"00000000-0000-0000-0000-000000000000\":1}"),
        new TypedValue<Dictionary<Uri, int>>("Dictionary<Uri, int>", new() { [new("http://a/")] = 1 }, "{\"http://a/\":1}"),
        new TypedValue<Dictionary<Version, int>>("Dictionary<Version, int>", new() { [new(1, 2)] = 1 }, "{\"1.2\":1}"),
        new TypedValue<Dictionary<Int128, int>>("Dictionary<Int128, int>", new() { [1] = 1 }, "{\"1\":1}"),
        new TypedValue<Dictionary<UInt128, int>>("Dictionary<UInt128, int>", new() { [1] = 1 }, "{\"1\":1}"),
        new TypedValue<Dictionary<Half, int>>("Dictionary<Half, int>", new() { [(Half)1] = 1 }, "{\"1\":1}"),
        new TypedValue<Dictionary<nint, int>>("Dictionary<nint, int>", new() { [1] = 1 }, "{\"1\":1}"),
        new TypedValue<Dictionary<System.Numerics.BigInteger, int>>("Dictionary<System.Numerics.BigInteger, int>", new() { [1] = 1 }, "{\"1\":1}"),
        new TypedValue<Dictionary<byte[], int>>("Dictionary<byte[], int>", new() { [[1]] = 1 }, "{\"AQ==\":1}"),
        new TypedValue<Dictionary<Type, int>>("Dictionary<Type, int>", new() { [typeof(int)] = 1 }, "{\"x\":1}"),
        new TypedValue<Dictionary<(int, int), int>>("Dictionary<(int, int), int>", new() { [(1, 2)] = 1 }, "{\"x\":1}"),
    ];

    // The exception of a table that is given an object of the class; null where it takes it.
    private static string? Refusal(CSharpCompilation compilation)
    {
        using var image = new MemoryStream();
        Assert.That(compilation.Emit(image).Success, Is.True);
        image.Position = 0;
        var context = new AssemblyLoadContext(null, isCollectible: true);
        try
        {
            var shop = context.LoadFromStream(image).GetType("Shop")!;
            new CommandTable().AddFrom(shop, Activator.CreateInstance(shop)!);
            return null;
        }
        catch (ArgumentException refusal)
        {
            return refusal.Message;
        }
        finally
        {
            context.Unload();
        }
    }
}
