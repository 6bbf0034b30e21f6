using Liaison.Tests.Architecture;
using Microsoft.CodeAnalysis;
using NUnit.Framework;

namespace Liaison.Tests.Generators;

/// <summary>
/// Holds what is generated for some contracts and classes against files that were approved, so that every change shows in review. To
/// approve what there is: <c>LIAISON_APPROVE=1 dotnet test --filter GeneratedCode</c>, and commit the files.
/// </summary>
internal sealed class GeneratedCodeTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "Liaison.Tests", "Generators", "Approved");

    private static IEnumerable<string> Sources => Directory.EnumerateFiles(Folder, "*.source.txt").Select(path => Path.GetFileName(path)[..^".source.txt".Length]).Order();

    [TestCaseSource(nameof(Sources))]
    public void Generated_code_compiles_and_is_the_approved_one(string name)
    {
        var source = File.ReadAllText(Path.Combine(Folder, name + ".source.txt"));
        var isSpecification = source.StartsWith("namespace ", StringComparison.Ordinal) && source.Contains("method ", StringComparison.Ordinal);
        var project = isSpecification ? Compiled.Project() : Compiled.Project(source);
        var driver = isSpecification ? Compiled.Driver(new TextFile(name + ".lmspc", source)) : Compiled.Driver();

        driver = driver.RunGeneratorsAndUpdateCompilation(project, out var output, out var diagnostics);

        Assert.That(diagnostics, Is.Empty);
        Assert.That(output.GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning), Is.Empty);
        var received = string.Concat(driver.GetRunResult().GeneratedTrees.Select(tree => $"// {Path.GetFileName(tree.FilePath)}\n{tree}\n"));
        var approvedFile = Path.Combine(Folder, name + ".approved.txt");
        if (Environment.GetEnvironmentVariable("LIAISON_APPROVE") == "1")
        {
            File.WriteAllText(approvedFile, received);
        }

        Assert.That(received, Is.EqualTo(File.Exists(approvedFile) ? File.ReadAllText(approvedFile) : ""), "To approve it: LIAISON_APPROVE=1 dotnet test --filter GeneratedCode");
    }

    [Test]
    public void Ten_contracts_are_held() => Assert.That(Sources.Count(), Is.GreaterThanOrEqualTo(10));

    [TestCase("[CommandContract] public interface IShop { Task AddAsync(string client, int _client); IAsyncEnumerable<int> CountAsync(string client); }", TestName = "A_parameter_named_like_the_proxy_s_own_one_is_compiled")]
    [TestCase("public class Shop { [Command] public void Put(dynamic value, List<dynamic> more) { } }", TestName = "A_dynamic_parameter_is_compiled")]
    [TestCase("[CommandContract] public interface IShop { Task PutAsync(dynamic value); }", TestName = "A_dynamic_parameter_of_a_contract_is_compiled")]
    [TestCase("public class Shop { [Command, Obsolete] public void Put(string value) { } [Command, Obsolete(\"Use put.\")] public int Add() => 1; }", TestName = "An_obsolete_command_is_compiled_without_a_warning")]
    [TestCase("[Obsolete] public class Old { } [Obsolete(\"Use IStore.\"), CommandContract] public interface IShop { Task PutAsync(Old value); [Obsolete] Task<Old> GetAsync(); }", TestName = "An_obsolete_contract_is_compiled_without_a_warning")]
    public void Generated_code_compiles(string source)
    {
        Compiled.Driver().RunGeneratorsAndUpdateCompilation(Compiled.Project(source), out var output, out _);

        Assert.That(output.GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning), Is.Empty);
    }

    [Test]
    public void Odd_names_of_a_specification_are_compiled()
    {
        const string Source =
            """
            namespace odd
            class Odd

            model event{
                event: string
                equals: string
                to_string: string
                _1st: string
                __: string
            }

            model Address{
                address: string
                IDs: *string
            }

            exception late

            event moved(from: Address, clone: event)

            method move(cancellation_token: string, event: event): Address

            """;
        var driver = Compiled.Driver(new TextFile("odd.lmspc", Source)).RunGeneratorsAndUpdateCompilation(Compiled.Project(), out var output, out var diagnostics);

        Assert.That(diagnostics, Is.Empty);
        Assert.That(output.GetDiagnostics().Where(problem => problem.Severity >= DiagnosticSeverity.Warning), Is.Empty);
        var text = driver.GetRunResult().GeneratedTrees[0].ToString();
        Assert.That(text, Does.Match("""JsonPropertyName\("address"\)\]\s+public required string Address_ """).And.Match("""JsonPropertyName\("1st"\)\]\s+public required string _1st """));
    }

    [Test]
    public void A_specification_with_a_problem_is_told_at_its_place()
    {
        var driver = Compiled.Driver(new TextFile("school.lmspc", "namespace school\nclass School\nmethod count(): int\n"));

        driver.RunGeneratorsAndUpdateCompilation(Compiled.Project(), out _, out var diagnostics);

        var problem = diagnostics.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((problem.Id, problem.Severity), Is.EqualTo(("LSN012", DiagnosticSeverity.Error)));
            Assert.That(problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo("There is no type 'int'. Write 'int32'."));
            Assert.That(problem.Location.GetLineSpan().ToString(), Is.EqualTo("school.lmspc: (2,16)-(2,16)"));
        }
    }

    [TestCase("public class Box<T> { [Command] public T Get() => default!; }", TestName = "A_generic_class")]
    [TestCase("public class Outer { private class Inner { [Command] public int Get() => 1; } }", TestName = "A_private_class")]
    [TestCase("file class Local { [Command] public int Get() => 1; }", TestName = "A_class_of_its_file")]
    [TestCase("public class Shop { [Command] public void Set(ref int x) { } [Command] public T Get<T>() => default!; [Command] private void Hide() { } }", TestName = "Methods_that_no_message_can_call")]
    [TestCase("[CommandContract] public interface IShop { int Count { get; set; } Task AddAsync(); }", TestName = "A_contract_with_a_property")]
    [TestCase("[CommandContract] public interface IShop<T> { Task AddAsync(T item); }", TestName = "A_generic_contract")]
    [TestCase("[CommandContract] public interface IShop { int Add(); }", TestName = "A_contract_that_is_not_asynchronous")]
    public void Nothing_is_generated_for(string source)
    {
        var driver = Compiled.Driver().RunGeneratorsAndUpdateCompilation(Compiled.Project(source), out var output, out _);

        Assert.That(driver.GetRunResult().GeneratedTrees, Is.Empty);
        Assert.That(output.GetDiagnostics().Where(problem => problem.Severity == DiagnosticSeverity.Error), Is.Empty);
    }
}
