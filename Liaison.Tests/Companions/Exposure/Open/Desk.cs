#pragma warning disable CA1822, CA1051, CA2211, CA1034, CA1716, CA1819, CA2201, CS0067, CA1823
using System.Diagnostics;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Loader;
using Liaison.Companions;
using Liaison.Tests.Companions.Exposure.Closed;

namespace Liaison.Tests.Companions.Exposure.Open;

/// <summary>What the host exposes. It hands out everything from which there is a way out.</summary>
public class Desk : OldDesk, IReading, IAudit
{
    public readonly int Number = 1;

    [Hidden]
    public string HiddenField = "hidden";

    internal string InternalField = "internal";

    protected string ProtectedField = "protected";

    private readonly string _privateField = "private";

    public Desk()
    {
    }

    [Hidden]
    public Desk(string combination) => Name = Trap.Spring(combination);

    private Desk(int number) => Number = Trap.Spring(number);

    public event Action? Changed
    {
        add => Trap.Spring(0);
        remove => Trap.Spring(0);
    }

    [Hidden]
    public static string HiddenStatic { get; set; } = "hidden";

    public string Name { get; set; } = "desk";

    public string Title => "desk";

    public Type Kind => typeof(Process);

    public object Vault { get; } = new Vault();

    public IReading Reading { get; } = new Vault();

    public MethodInfo Method => typeof(Environment).GetMethod(nameof(Environment.SetEnvironmentVariable), [typeof(string), typeof(string)])!;

    public ConstructorInfo Maker => typeof(Process).GetConstructor([])!;

    public Assembly Home => typeof(Desk).Assembly;

    public Module Module => typeof(Desk).Module;

    public Action Callback { get; } = () => Trap.Spring(0);

    public Delegate AnyDelegate => Callback;

    public Exception Failure { get; } = Thrown();

    public Type[] Kinds { get; } = [typeof(Process), typeof(File)];

    public Dictionary<string, Type> KindsByName { get; } = new() { ["process"] = typeof(Process) };

    public List<object> Things { get; } = [typeof(Process), new Vault(), new Action(() => Trap.Spring(0))];

    public Process Process => Process.GetCurrentProcess();

    public Thread Thread => Thread.CurrentThread;

    public Task<object> Pending { get; } = Task.FromResult<object>(new Vault());

    public Timer Timer { get; } = new(_ => Trap.Spring(0));

    public AppDomain Domain => AppDomain.CurrentDomain;

    public AssemblyLoadContext Context => AssemblyLoadContext.Default;

    public Expression<Func<int>> Expression => () => 1;

    public Lazy<object> Lazy { get; } = new(() => Trap.Spring<object>(new Vault()));

    public WeakReference Weak { get; } = new(new Vault());

    public Uri Address { get; } = new("http://localhost/");

    public IServiceProvider? Services => null;

    public Stream Stream { get; } = new MemoryStream();

    public (Type Type, object Vault) Pair => (typeof(Process), new Vault());

    public Lock Gate { get; } = new();

    public TextWriter Output => Console.Out;

    public CancellationTokenSource Stop { get; } = new();

    [Hidden]
    public string HiddenProperty
    {
        get => Trap.Spring("hidden");
        set => Trap.Spring(value);
    }

    public string HalfHidden
    {
        get => "shown";
        [Hidden]
        set => Trap.Spring(value);
    }

    public string OwnSetter { get; private set; } = "own";

    public string InitOnly { get; init; } = "init";

    internal string InternalProperty => Trap.Spring("internal");

    protected string ProtectedProperty => Trap.Spring("protected");

    string IAudit.Log => Trap.Spring("log");

    [Hidden]
    public string this[Guid key]
    {
        get => Trap.Spring($"{key}");
        set => Trap.Spring(value);
    }

    public static Desk operator +(Desk left, Desk right) => Trap.Spring(left);

    public static explicit operator string(Desk desk) => Trap.Spring(desk.Name);

    public string Read(int page) => $"page {page}";

    public object Echo(object value) => value;

    [Hidden]
    public string HiddenMethod() => Trap.Spring("hidden");

    void IAudit.Erase() => Trap.Spring(0);

    internal string InternalMethod() => Trap.Spring("internal");

    protected string ProtectedMethod() => Trap.Spring(ProtectedField + _privateField + InternalField);

    private string PrivateMethod() => Trap.Spring(new Desk(1).Name);

    public override string ToString() => "a desk";

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("thrown");
        }
        catch (InvalidOperationException failure)
        {
            return failure;
        }
    }

    [Hidden]
    public class HiddenNested
    {
        public static string Value => Trap.Spring("hidden");
    }

    internal sealed class InternalNested
    {
        public static string Value => Trap.Spring("internal");

        public sealed class Deeper
        {
            public static string Value => Trap.Spring("deeper");
        }
    }

    protected class ProtectedNested
    {
        public static string Value => Trap.Spring("protected");
    }

    private sealed class PrivateNested
    {
        public static string Value => Trap.Spring("private");
    }
}
