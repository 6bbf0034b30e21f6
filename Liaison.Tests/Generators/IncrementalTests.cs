extern alias generators;

using generators::Liaison.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NUnit.Framework;

namespace Liaison.Tests.Generators;

/// <summary>The generators run again only where what they read has changed, so that typing stays fast.</summary>
internal sealed class IncrementalTests
{
    private const string Contract = "[CommandContract] public interface IShop { Task<int> CountAsync(string name); }";
    private const string Class = "public class Shop { [Command] public int Count(string name) { return 1; } [Command] public void Close() { } }";
    private const string Other = "public class Other { [Command] public int Number() => 2; }";

    private static readonly string[] Steps = [CommandGenerator.MethodsStep, CommandGenerator.ClassesStep, ContractGenerator.ContractsStep, SpecificationGenerator.FilesStep];

    [TestCase(Class, "return 1;", "return name.Length;", TestName = "The_body_of_a_command")]
    [TestCase(Class, "public class Shop {", "public class Shop { private int _count;", TestName = "A_member_that_is_no_command")]
    [TestCase(Contract, "public interface", "/* a comment */ public interface", TestName = "A_comment_in_a_contract")]
    public void What_is_not_read_runs_nothing_again(string file, string before, string after)
    {
        var (driver, project) = Generated();

        driver = driver.RunGenerators(Edited(project, file, before, after));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(ReasonsOf(driver), Is.All.AnyOf(IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged));
            Assert.That(OutputsOf(driver), Is.All.EqualTo(IncrementalStepRunReason.Cached));
        }
    }

    [Test]
    public void A_changed_command_generates_its_own_class_again_and_no_other()
    {
        var (driver, project) = Generated();

        driver = driver.RunGenerators(Edited(project, Class, "string name", "string label"));
        var names = OutputsOf(driver).GroupBy(reason => reason).ToDictionary(group => group.Key, group => group.Count());
        driver = driver.RunGenerators(Edited(project, Class, "Count(string name)", "Count(long name)"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(names[IncrementalStepRunReason.Modified], Is.EqualTo(1), "a parameter's name");
            Assert.That(OutputsOf(driver).Count(reason => reason == IncrementalStepRunReason.Modified), Is.EqualTo(1), "a parameter's type");
        }
    }

    [Test]
    public void A_specification_that_stays_is_not_read_again()
    {
        var (driver, project) = Generated(new TextFile("school.lmspc", "namespace school\nclass School\nmethod count(): int32\n"));

        driver = driver.RunGenerators(Edited(project, Class, "return 1;", "return 2;"));

        Assert.That(ReasonsOf(driver), Is.All.AnyOf(IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged));
        Assert.That(OutputsOf(driver), Is.All.EqualTo(IncrementalStepRunReason.Cached));
    }

    private static (GeneratorDriver Driver, CSharpCompilation Project) Generated(params AdditionalText[] files)
    {
        var project = Compiled.Project(Contract, Class, Other);
        var driver = Compiled.Driver(files).RunGenerators(project);
        Assert.That(OutputsOf(driver), Is.Not.Empty.And.All.EqualTo(IncrementalStepRunReason.New));
        return (driver, project);
    }

    private static CSharpCompilation Edited(CSharpCompilation project, string file, string before, string after)
    {
        var tree = project.SyntaxTrees.Single(tree => tree.ToString() == file);
        return project.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(file.Replace(before, after, StringComparison.Ordinal), path: tree.FilePath));
    }

    private static IEnumerable<IncrementalStepRunReason> ReasonsOf(GeneratorDriver driver) =>
        from result in driver.GetRunResult().Results
        from step in result.TrackedSteps
        where Steps.Contains(step.Key)
        from run in step.Value
        from output in run.Outputs
        select output.Reason;

    private static IEnumerable<IncrementalStepRunReason> OutputsOf(GeneratorDriver driver) =>
        from result in driver.GetRunResult().Results
        from step in result.TrackedOutputSteps
        from run in step.Value
        from output in run.Outputs
        select output.Reason;
}
