using Liaison.Commands;
using Liaison.Hosting;

namespace Liaison.Tests.LibMedium;

/// <summary>The student system of student.lmspc, as .NET writes such things.</summary>
internal sealed class StudentSystem
{
    private readonly Dictionary<string, Student> _students = [];

    public LiaisonHost? Host { get; set; }

    [Command]
    public Student GetStudent(string id) => _students.GetValueOrDefault(id) ?? throw new StudentNotFoundException($"no student {id}");

    [Command]
    public async Task UpdateStudentAsync(Student student)
    {
        _students[student.Id] = student;
        if (Host is not null)
        {
            await Host.PublishAsync("student.added", new { Time = 1234.5, Student = student });
        }
    }
}
