using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Contracts;
using Liaison.Hosting;
using Liaison.Transports;

namespace Liaison.Tests.Guides;

/// <summary>The code of docs/guides/contracts.md: each region is one of its blocks, and the tests run them.</summary>
internal static class ContractsGuide
{
    public static LiaisonHost CreateHost(ICommandTransport transport)
    {
        #region serve
        var companion = new Companion().Add<IClassroom>(new Classroom());
        var host = new LiaisonHost(companion).Add(transport);
        #endregion
        return host;
    }

    public static async Task<IReadOnlyList<object>> CallAsync(LiaisonClient client, CancellationToken cancellationToken)
    {
        var seen = new List<object>();

        #region call
        var classroom = client.As<IClassroom>();
        var added = classroom.StudentAdded(cancellationToken).GetAsyncEnumerator(cancellationToken);
        var next = added.MoveNextAsync();

        await classroom.AddAsync(new Student("s1", "Ada"), cancellationToken);
        try
        {
            await classroom.FindAsync("s2", cancellationToken);
        }
        catch (StudentNotFoundException e)
        {
            seen.Add(e.Id);         // "s2"
        }
        #endregion

        await next;
        seen.Add(added.Current);
        await added.DisposeAsync();
        return seen;
    }

    public static void AddWindow(LiaisonClient client)
    {
        #region call back
        client.Commands.Add<IWindow>(new Window());
        #endregion
    }

    #region contract
    [CommandContract("classroom.")]
    public interface IClassroom
    {
        /// <summary>Finds a student by the number on the card.</summary>
        [Throws(typeof(StudentNotFoundException), "student_not_found")]
        Task<Student> FindAsync(string id, CancellationToken cancellationToken = default);

        Task AddAsync(Student student, CancellationToken cancellationToken = default);

        /// <summary>Asks before the classroom is emptied.</summary>
        Task<bool> EmptyAsync(CommandContext? context = null);

        IAsyncEnumerable<Student> AllAsync(CancellationToken cancellationToken = default);

        [Topic("student_added")]
        IAsyncEnumerable<Student> StudentAdded(CancellationToken cancellationToken = default);
    }

    public sealed record Student(string Id, string Name);

    public sealed class StudentNotFoundException(string id) : Exception($"There is no student {id}.")
    {
        public string Id { get; } = id;
    }
    #endregion

    #region implementation
    internal sealed class Classroom : IClassroom
    {
        private readonly ConcurrentDictionary<string, Student> _students = new();
        private readonly Channel<Student> _added = Channel.CreateUnbounded<Student>();

        public Task<Student> FindAsync(string id, CancellationToken cancellationToken = default) =>
            Task.FromResult(_students.GetValueOrDefault(id) ?? throw new StudentNotFoundException(id));

        public Task AddAsync(Student student, CancellationToken cancellationToken = default)
        {
            _students[student.Id] = student;
            _added.Writer.TryWrite(student);
            return Task.CompletedTask;
        }

        public async Task<bool> EmptyAsync(CommandContext? context = null)
        {
            var isSure = await context!.Peer!.As<IWindow>().ConfirmAsync("Empty the classroom?");
            if (isSure)
            {
                _students.Clear();
            }

            return isSure;
        }

        public async IAsyncEnumerable<Student> AllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var student in _students.Values)
            {
                await Task.Yield();
                yield return student;
            }
        }

        public IAsyncEnumerable<Student> StudentAdded(CancellationToken cancellationToken = default) => _added.Reader.ReadAllAsync(cancellationToken);
    }
    #endregion

    #region window
    [CommandContract]
    public interface IWindow
    {
        Task<bool> ConfirmAsync(string question);
    }
    #endregion

    internal sealed class Window : IWindow
    {
        public Task<bool> ConfirmAsync(string question) => Task.FromResult(question == "Empty the classroom?");
    }

    internal sealed class Declaring
    {
        private readonly Dictionary<string, Student> _students = [];

        #region declared
        [Command("find")]
        [Throws(typeof(StudentNotFoundException), "student_not_found")]
        public Student Find(string id) => _students.GetValueOrDefault(id) ?? throw new StudentNotFoundException(id);
        #endregion
    }
}
