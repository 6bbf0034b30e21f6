namespace Liaison.Commands;

/// <summary>Sends a command's reports to its caller at once, on the reporting thread. Reports that nobody asked for are dropped.</summary>
internal sealed class CallProgress<T>(CommandContext context) : IProgress<T>
{
    public void Report(T value) => context.Report(value);
}
