using System.ComponentModel;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Contracts;
using static Liaison.Tests.Descriptions.Values;

namespace Liaison.Tests.Descriptions;

/// <summary>Commands of no contract, with every form of parameter and result.</summary>
public sealed class TypesCompanion : Companion
{
    [Command("echo_everything")]
    public Everything EchoEverything(Everything value) => value;

    [Command("greet", Summary = "Greets somebody.")]
    [return: Description("What to say.")]
    public string Greet([Description("Who is greeted.")] string name, string greeting = "Hello", Grade grade = Grade.Bad, string? title = null) => $"{greeting}, {title}{name}! {grade}";

    [Command("sum.all")]
    public Task<long> SumAsync(int first, int second = 2, params int[] others) => Task.FromResult((long)first + second + others.Sum());

    [Command("label")]
    public IReadOnlyDictionary<string, string> Label(string @class, [Keywords] Dictionary<string, string> labels) => new Dictionary<string, string>(labels) { ["class"] = @class };

    [Command("count")]
    public async IAsyncEnumerable<int> CountAsync(int to, IProgress<double> progress)
    {
        for (var i = 1; i <= to; i++)
        {
            await Task.Yield();
            progress.Report((double)i / to);
            yield return i;
        }
    }

    [Command("a_command_whose_name_and_parameters_take_more_than_a_line")]
    public Page<Student>? Longest(Student firstStudent, IReadOnlyList<Student?> furtherStudents, Dictionary<string, IReadOnlyList<Student>> studentsByNameOfTheirSchool) =>
        new([firstStudent, .. furtherStudents.OfType<Student>(), .. studentsByNameOfTheirSchool.Values.SelectMany(students => students)], null);

    [Command("find_student")]
    [Throws(typeof(StudentNotFoundException), "student_not_found")]
    public Student FindStudent(long id) => throw new StudentNotFoundException($"There is no student {id}.") { Id = id };

    [Command("nothing")]
    public void Nothing()
    {
    }
}
