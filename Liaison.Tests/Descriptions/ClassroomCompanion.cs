using System.Collections.Concurrent;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Contracts;
using Liaison.Hosting;
using Liaison.Messages;
using static Liaison.Tests.Descriptions.Values;

namespace Liaison.Tests.Descriptions;

/// <summary>What <see cref="IClassroom"/> asks for, as commands.</summary>
public sealed class ClassroomCompanion : Companion
{
    private readonly ConcurrentDictionary<long, Student> _students = new();

    /// <summary>Where additions are told.</summary>
    public LiaisonHost? Host { get; set; }

    [Command("GetStudent")]
    [Throws(typeof(StudentNotFoundException), "student_not_found")]
    public Student GetStudent(long id, [Argument(Name = "with friends")] bool withFriends = true) => _students.TryGetValue(id, out var student)
        ? withFriends ? student : student with { Friends = [] }
        : throw new StudentNotFoundException($"There is no student {id}.") { Id = id, LeftOn = new DateOnly(2026, 7, 31) };

    [Command("add-student")]
    public async Task AddStudentAsync(
        Student student, Grade grade = Grade.Bad, Tone tone = Tone.Cold, decimal fee = 12.5m, double factor = double.NaN, string note = "a \"quoted\"\nline", char mark = '\'')
    {
        if (!_students.TryAdd(student.Id, student))
        {
            throw new CommandException("classroom full", $"{student.Id} sits there already: {grade} {tone} {fee} {factor} {note} {mark}");
        }

        await Host!.PublishAsync("student.added", student);
    }

    [Command("Find")]
    public string? Find(string? text, int? limit = null, params string[] words) => string.Join(' ', [text, limit?.ToString(System.Globalization.CultureInfo.InvariantCulture), .. words]);

    [Command("Label")]
    public int Label([Keywords] Dictionary<string, string?> labels) => labels.Count;

    [Command("Import")]
    public async IAsyncEnumerable<Page<Student>> ImportAsync(byte[] file, IProgress<double> progress)
    {
        for (var i = 0; i < file.Length; i++)
        {
            await Task.Yield();
            progress.Report((double)i / file.Length);
            yield return new Page<Student>([new Student(i, "Ada") { Friends = [] }], null);
        }
    }
}
