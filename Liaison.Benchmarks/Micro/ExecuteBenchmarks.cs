using BenchmarkDotNet.Attributes;

namespace Liaison.Benchmarks.Micro;

/// <summary>A command in process, from the request in UTF-8 to the reply in UTF-8.</summary>
public class ExecuteBenchmarks
{
    private static readonly MicroCompanion Companion = new();

    /// <summary>Checks each reply once, so that nothing is measured that does not work.</summary>
    [GlobalSetup]
    public async Task CheckRepliesAsync()
    {
        await ReplyCheck.ExpectAsync(Companion, Requests.Ping, "\"response\":\"pong\"");
        await ReplyCheck.ExpectAsync(Companion, Requests.RunStatic, "\"response\":1.4142135623730951");
        await ReplyCheck.ExpectAsync(Companion, Requests.RunReferenceAndKeyword, "\"response\":75");
        await ReplyCheck.ExpectAsync(Companion, Requests.Sum, "\"response\":3.5");
        await ReplyCheck.ExpectAsync(Companion, Requests.SumValueTask, "\"response\":3.5");
        await ReplyCheck.ExpectAsync(Companion, Requests.SumTask, "\"response\":3.5");
        await ReplyCheck.ExpectAsync(Companion, Requests.Fail, "\"code\":\"failed\"");
        await ReplyCheck.ExpectAsync(Companion, Requests.Unknown, "\"code\":\"unknown_command\"");
    }

    [Benchmark(Description = "ping")]
    public ValueTask<byte[]> Ping() => Companion.ExecuteAsync(Requests.Ping);

    [Benchmark(Description = "run, static")]
    public ValueTask<byte[]> RunStatic() => Companion.ExecuteAsync(Requests.RunStatic);

    [Benchmark(Description = "run, reference and keyword")]
    public ValueTask<byte[]> RunReferenceAndKeyword() => Companion.ExecuteAsync(Requests.RunReferenceAndKeyword);

    [Benchmark(Description = "[Command], synchronous")]
    public ValueTask<byte[]> Command() => Companion.ExecuteAsync(Requests.Sum);

    [Benchmark(Description = "[Command], ValueTask")]
    public ValueTask<byte[]> CommandValueTask() => Companion.ExecuteAsync(Requests.SumValueTask);

    [Benchmark(Description = "[Command], Task")]
    public ValueTask<byte[]> CommandTask() => Companion.ExecuteAsync(Requests.SumTask);

    [Benchmark(Description = "[Command] that throws")]
    public ValueTask<byte[]> Failing() => Companion.ExecuteAsync(Requests.Fail);

    [Benchmark(Description = "unknown command")]
    public ValueTask<byte[]> Unknown() => Companion.ExecuteAsync(Requests.Unknown);
}
