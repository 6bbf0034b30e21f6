using Liaison.Commands;
using Liaison.Companions;

namespace Liaison.Benchmarks.Servers;

/// <summary>What the load drives over Liaison, beside <c>run System.Math:Sqrt</c>.</summary>
internal sealed class Workbench : Companion
{
    public Workbench() => this.Expose(typeof(Math));

    /// <summary>What LibMedium's clients know of this.</summary>
    public const string Specification = """
        namespace liaison.benchmarks
        class Workbench
        method root(x: double): double
        """;

    /// <summary>A command of its own, which a specification can declare.</summary>
    [Command("root")]
    public static double Root(double x) => Math.Sqrt(x);

    /// <summary>Takes a payload to the host and back.</summary>
    [Command("echo")]
    public static string Echo(string text) => text;

    /// <summary>Takes a payload to the host, for a short answer.</summary>
    [Command("length")]
    public static int Length(string text) => text.Length;

    /// <summary>Takes bytes to the host and back.</summary>
    [Command("mirror")]
    public static ReadOnlyMemory<byte> Mirror(ReadOnlyMemory<byte> bytes) => bytes;

    /// <summary>Takes bytes to the host, for a short answer.</summary>
    [Command("size")]
    public static int Size(ReadOnlyMemory<byte> bytes) => bytes.Length;
}
