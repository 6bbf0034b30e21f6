using System.Diagnostics.CodeAnalysis;
using Liaison.Commands;
using Liaison.Companions;
using Liaison.Messages;

namespace Liaison.Tests.JsonRpc;

/// <summary>The methods that the examples of the specification call, and some that fail.</summary>
internal sealed class SpecificationCompanion(CompanionOptions? options = null) : Companion(options)
{
    /// <summary>What was called without an answer being wanted, in order.</summary>
    public List<string> Notified { get; } = [];

    [Command("subtract")]
    public int Subtract(int minuend, int subtrahend) => minuend - subtrahend;

    [Command("sum")]
    public int Sum(params int[] numbers) => numbers.Sum();

    [Command("get_data")]
    [SuppressMessage("Design", "CA1024", Justification = "Commands are methods.")]
    public object[] GetData() => ["hello", 5];

    [Command("update")]
    public void Update(params int[] numbers) => Notified.Add($"update {string.Join(',', numbers)}");

    [Command("notify_hello")]
    public void NotifyHello(int number) => Notified.Add($"notify_hello {number}");

    [Command("notify_sum")]
    public void NotifySum(params int[] numbers) => Notified.Add($"notify_sum {string.Join(',', numbers)}");

    [Command("echo", ResolveReferences = false)]
    public object? Echo(object? value = null) => value;

    [Command("fail")]
    public object Fail(string code, string message) => throw new CommandException(code, message);

    [Command("throw")]
    public object Throw() => throw new InvalidOperationException("It does not work.");

    [Command("repeat")]
    public string Repeat(int count) => new('x', count);
}
