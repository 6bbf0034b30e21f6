using Liaison.Commands;
using Liaison.Tests.Architecture;
using Liaison.Tests.Calling;
using NUnit.Framework;

namespace Liaison.Tests.Generators;

/// <summary>Generated code and reflection call commands with the same results.</summary>
internal sealed class ReflectedTests
{
    [Test]
    public void Commands_of_these_tests_are_called_by_generated_code()
    {
        var commands = new CommandTable();
        commands.AddFrom(new Streams());

        Assert.That(commands.All.All(command => command.IsGenerated), Is.EqualTo(Environment.GetEnvironmentVariable(ReflectedRun.Variable) != "1"));
    }

    [Test]
    [CancelAfter(300_000)]
    public async Task Every_calling_test_passes_by_reflection_too(CancellationToken cancellationToken)
    {
        var output = await CommandLine.RunAsync(
            Repository.Root,
            "dotnet",
            [
                "vstest", typeof(ReflectedTests).Assembly.Location, $"--Environment:{ReflectedRun.Variable}=1",
                $"--TestCaseFilter:FullyQualifiedName~Liaison.Tests.Calling|FullyQualifiedName~{nameof(Commands_of_these_tests_are_called_by_generated_code)}",
            ],
            cancellationToken);

        Assert.That(output, Does.Contain("Test Run Successful.").Or.Contain("Passed!"), output);
    }
}
