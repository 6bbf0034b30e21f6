using Liaison.Commands;
using Liaison.Contracts;
using static Liaison.Tests.Descriptions.Values;

namespace Liaison.Tests.Descriptions;

/// <summary>Everything that a contract can have.</summary>
[CommandContract]
public interface IClassroom
{
    /// <summary>Finds a student. It is <see cref="StudentNotFoundException"/> where there is none.</summary>
    /// <param name="id">The student's number.</param>
    /// <param name="with_friends">Whether friends come too, and <paramref name="id"/> is "their's".</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The student.</returns>
    [Throws(typeof(StudentNotFoundException), "student_not_found")]
    Task<Student> GetStudentAsync(long id, [Argument(Name = "with friends")] bool with_friends = true, CancellationToken cancellationToken = default);

    [Command("add-student")]
    [Throws(typeof(StudentNotFoundException), "student_not_found")]
    [Throws(typeof(ClassroomFullException), "classroom full")]
    ValueTask AddStudentAsync(Student student, Grade grade = Grade.Bad, Tone tone = Tone.Cold, decimal fee = 12.5m, double factor = double.NaN, string note = "a \"quoted\"\nline", char mark = '\'');

    Task<string?> FindAsync(string? text, int? limit = null, params string[] words);

    Task<int> LabelAsync([Keywords] IReadOnlyDictionary<string, string?> labels, CancellationToken cancellationToken = default);

    IAsyncEnumerable<Page<Student>> ImportAsync(byte[] file, IProgress<double>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Who came.</summary>
    [Topic("student.added")]
    IAsyncEnumerable<Student> StudentAdded(CancellationToken cancellationToken = default);

    [Topic("shapes")]
    IAsyncEnumerable<Shape?> Shapes(CancellationToken cancellationToken = default);
}
