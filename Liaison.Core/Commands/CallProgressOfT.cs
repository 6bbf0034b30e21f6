namespace Liaison.Commands;

/// <summary>Hands what a command reports to its caller at once, on the thread that reports. Reports nobody asked for are dropped.</summary>
internal sealed class CallProgress<T>(CommandContext context) : IProgress<T>
{
    public void Report(T value) => context.Report(value);
}
