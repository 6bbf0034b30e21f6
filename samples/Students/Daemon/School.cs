using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Students;

/// <summary>The student system. The interface, its models and its exception are generated from student.lmspc.</summary>
internal sealed class School : IStudentDaemon
{
    private readonly ConcurrentDictionary<string, Student> _students = new();

    private event Action<StudentAddedEvent>? Added;

    public Task<Student> GetStudentAsync(string id, CancellationToken cancellationToken = default) =>
        _students.TryGetValue(id, out var student) ? Task.FromResult(student) : throw new StudentNotFoundException($"There is no student {id}.");

    public Task UpdateStudentAsync(Student student, CancellationToken cancellationToken = default)
    {
        var isNew = _students.TryAdd(student.Id, student);
        _students[student.Id] = student;
        if (isNew)
        {
            Added?.Invoke(new StudentAddedEvent { Time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0, Student = student });
        }

        return Task.CompletedTask;
    }

    /// <summary>The topic. It runs once while there are subscribers, for all of them.</summary>
    public async IAsyncEnumerable<StudentAddedEvent> StudentAdded([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var events = Channel.CreateUnbounded<StudentAddedEvent>();
        void Write(StudentAddedEvent added) => events.Writer.TryWrite(added);
        Added += Write;
        try
        {
            await foreach (var added in events.Reader.ReadAllAsync(cancellationToken))
            {
                yield return added;
            }
        }
        finally
        {
            Added -= Write;
        }
    }
}
