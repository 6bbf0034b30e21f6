using System.Text;

namespace Liaison.Benchmarks.Micro;

/// <summary>The messages that the micro benchmarks send, as a front end writes them.</summary>
internal static class Requests
{
    public static readonly byte[] Ping = Liaison("ping", "[]");

    public static readonly byte[] RunStatic = Liaison("run", """["System.Math:Sqrt", 2.0]""");

    public static readonly byte[] RunReferenceAndKeyword = Liaison("run", """["basket.PriceOf", "$pear"]""", """{"count": 3}""");

    public static readonly byte[] Sum = Liaison("sum", "[1.5, 2.0]");

    public static readonly byte[] SumValueTask = Liaison("sum_value_task", "[1.5, 2.0]");

    public static readonly byte[] SumTask = Liaison("sum_task", "[1.5, 2.0]");

    public static readonly byte[] Fail = Liaison("fail", "[]");

    public static readonly byte[] Unknown = Liaison("no_such_command", "[]");

    public static readonly byte[] JsonRpcRunStatic =
        """{"jsonrpc": "2.0", "method": "run", "params": ["System.Math:Sqrt", 2.0], "id": 17}"""u8.ToArray();

    /// <summary>A call of a function, by its target.</summary>
    public static byte[] Run(string target) => Liaison("run", $"[\"{target}\", 2.0]");

    private static byte[] Liaison(string command, string args, string kwargs = "{}") =>
        Encoding.UTF8.GetBytes($$"""{"command": {"command": "{{command}}", "args": {{args}}, "kwargs": {{kwargs}}}, "id": 17}""");
}
