using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;
using Liaison.Tests.Calling;
using NUnit.Framework;

namespace Liaison.Tests.Companions.Binding;

/// <summary>The binder's table: what a call's arguments become, and which overload they mean (see <see cref="BindingCase"/>).</summary>
[CancelAfter(60_000)]
internal sealed class BindingTests
{
    private static IEnumerable<TestCaseData> Rows =>
        new[]
            {
                NumberRows.All, TextRows.All, EnumRows.All, CollectionRows.All, ObjectRows.All, TupleRows.All, UntypedRows.All, DelegateRows.All, ParameterRows.All,
                NameRows.All, GenericRows.All, OverloadRows.All, UnsupportedRows.All,
            }
            .SelectMany(rows => rows)
            .Select(row => new TestCaseData(row).SetArgDisplayNames(row.ToString()));

    [TestCaseSource(nameof(Rows))]
    public async Task A_call_gives_what_its_row_says(BindingCase row, CancellationToken cancellationToken)
    {
        await using var companion = await CompanionAsync(row);

        await AssertGivesAsync(row, () => companion.RunAsync("f", row.Arguments, cancellationToken));
    }

    [TestCaseSource(nameof(Rows))]
    public async Task Code_that_knows_the_types_gives_the_same(BindingCase row, CancellationToken cancellationToken)
    {
        await using var companion = await CompanionAsync(row);
        var method = row.Overloads[0];
        Assume.That(row.Overloads.Length == 1 && new CallSignature(method) is { IsOpen: false, Unsupported: null }, "Nothing is generated for what cannot be a command.");
        Assume.That(row.Arguments, Does.Not.Contain("fcn"), "The row is about the arguments of run itself.");
        companion.Commands.Replace([new CommandDescriptor(method, row.Instance, requireAuthentication: false, TypedInvoker.Of(method)) { Name = "run" }]);

        await AssertGivesAsync(row, () => companion.InvokeAsync(CallingCompanion.ArgumentsOf(row.Arguments), new CommandContext("run") { CancellationToken = cancellationToken }));
    }

    [Test]
    public void The_table_has_its_120_rows() => Assert.That(Rows.Count(), Is.GreaterThanOrEqualTo(120));

    private static async Task AssertGivesAsync(BindingCase row, Func<ValueTask<object?>> run)
    {
        if (row.Code is not null)
        {
            var refusal = await Assert.ThrowsAsync<CommandException>(async () => await run());
            using (Assert.EnterMultipleScope())
            {
                Assert.That(refusal.Code, Is.EqualTo(row.Code), refusal.Message);
                Assert.That(refusal.Message, Does.Contain(row.Fragment));
            }

            return;
        }

        var given = await run();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(given?.GetType(), Is.EqualTo(row.Expected?.GetType()));
            Assert.That(given, Is.EqualTo(row.Expected));
        }
    }

    // Beside the row's function there are names for references: a handler, numbers, lists, a type.
    private static async Task<Companion> CompanionAsync(BindingCase row)
    {
        var companion = new Companion().Add("handler", new Handler()).Expose<Widget>().ExposeBasicTypes();
        await companion.Namespace.SetAsync("f", CallingCompanion.MethodsOf(row.Instance, row.Overloads), made: false);
        await companion.Namespace.SetAsync("widget", new Widget { Name = "w" }, made: false);
        await companion.Namespace.SetAsync("gadget", new Gadget { Name = "g" }, made: false);
        await companion.Namespace.SetAsync("seven", 7L, made: false);
        await companion.Namespace.SetAsync("half", 0.5, made: false);
        await companion.Namespace.SetAsync("word", "word", made: false);
        await companion.Namespace.SetAsync("nothing", null, made: false);
        await companion.Namespace.SetAsync("stored", new List<object?> { 1L, 2.5 }, made: false);
        await companion.Namespace.SetAsync("ints", new List<int> { 1, 2 }, made: false);
        return companion;
    }
}
