using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Liaison.Transports;

/// <summary>One process of a back end: its start, its messages and its end. Thread-safe.</summary>
internal sealed class ChildProcess
{
    // Programs that the back end has started may keep its streams open after it has ended. Nobody waits for them longer than this.
    private static readonly TimeSpan OutputGrace = TimeSpan.FromMilliseconds(500);

    private readonly Process _process;
    private readonly string _name;
    private readonly LiaisonProcessOptions _options;
    private readonly ChildOutput _output;
    private readonly OrphanGuard? _guard;

    private ChildProcess(Process process, string name, LiaisonProcessOptions options, bool guards)
    {
        (_process, _name, _options, Id) = (process, name, options, process.Id);
        _guard = guards ? OrphanGuard.Watch(process.Id, options.StopTimeout) : null;
        _output = new ChildOutput(process, options);
        Exited = WaitForExitAsync();
        Ready = WaitUntilReadyAsync();

        // Observes the failure, in case nobody awaits the task.
        _ = Ready.ContinueWith(static ready => ready.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    public int Id { get; }

    /// <summary>
    /// The message of the back end that it is ready. Fails with an <see cref="IOException"/> if the process ends first or stays
    /// silent; the process has ended then.
    /// </summary>
    public Task<ReadyMessage> Ready { get; }

    /// <summary>Completes with the exit code when the process has ended.</summary>
    public Task<int> Exited { get; }

    /// <summary>The process's standard input, for a connection over its standard streams.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>
    /// The process's standard output, for a connection over its standard streams. Available once the process is ready.
    /// </summary>
    public Task<Stream> Output => _output.Stream;

    /// <summary>Starts the process.</summary>
    /// <exception cref="IOException">The process cannot be started.</exception>
    public static ChildProcess Start(ProcessStartInfo start, string? token, LiaisonProcessOptions options)
    {
        string[] words = [start.FileName, start.Arguments, .. start.ArgumentList];
        var name = string.Join(' ', words.Where(word => word.Length > 0));
        try
        {
            var guards = options.Guards ?? !(start.ArgumentList.Contains("--exit-with-parent") || start.Arguments.Contains("--exit-with-parent", StringComparison.Ordinal));
            return new ChildProcess(Process.Start(Redirected(start, token))!, name, options, guards);
        }
        catch (Exception e) when (e is Win32Exception or DirectoryNotFoundException)
        {
            throw new HostGoneException($"The back end ({name}) could not be started: {e.Message}. Check that it is installed, and on the PATH or given by its full path.", e);
        }
    }

    /// <summary>Asks the process to end. Returns its exit code.</summary>
    /// <remarks>If it has not ended in time, kills it and the processes that it started.</remarks>
    public async Task<int> StopAsync()
    {
        if (!Exited.IsCompleted)
        {
            CloseInput();
            if (!_process.HasExited)
            {
                TerminateSignal.Send(Id);
            }
        }

        try
        {
            return await Exited.WaitAsync(_options.StopTimeout).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Kill();
            return await Exited.ConfigureAwait(false);
        }
    }

    /// <summary>Returns an error text about the process, with its last output.</summary>
    public string Describe(string what) => $"The back end ({_name}) {what}{_output.Told}";

    /// <summary>Returns the error text for the end of the process.</summary>
    public async Task<string> DescribeEndAsync(string after = "") => Describe($"{End(await Exited.ConfigureAwait(false), after)}.");

    /// <summary>Returns an error text about the process. If the process ends within a short wait, the text says so.</summary>
    public async Task<string> DescribeAsync(string what)
    {
        await Task.WhenAny(Exited, Task.Delay(OutputGrace)).ConfigureAwait(false);
        return Describe(Exited.IsCompleted ? $"{what} It {End(await Exited.ConfigureAwait(false), "")}." : what);
    }

    private static string End(int code, string after)
    {
        var signal = code > 128 && !OperatingSystem.IsWindows() ? string.Create(CultureInfo.InvariantCulture, $", as signal {code - 128} ends a process,") : "";
        return string.Create(CultureInfo.InvariantCulture, $"ended with code {code}{(after.Length == 0 ? signal.TrimEnd(',') : signal)}{after}");
    }

    private static ProcessStartInfo Redirected(ProcessStartInfo start, string? token)
    {
        var redirected = new ProcessStartInfo(start.FileName)
        {
            Arguments = start.Arguments,
            WorkingDirectory = start.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in start.ArgumentList)
        {
            redirected.ArgumentList.Add(argument);
        }

        redirected.Environment.Clear();
        foreach (var (name, value) in start.Environment)
        {
            redirected.Environment[name] = value;
        }

        redirected.Environment["LIAISON_TOKEN"] = token;
        return redirected;
    }

    private async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        var code = _process.ExitCode;
        if (_guard is not null)
        {
            await _guard.ReleaseAsync().ConfigureAwait(false);
        }

        await Task.WhenAny(_output.Ended, Task.Delay(OutputGrace)).ConfigureAwait(false);
        return code;
    }

    private async Task<ReadyMessage> WaitUntilReadyAsync()
    {
        if (_options.SpeaksOverStandardStreams)
        {
            return new ReadyMessage(ReadyMessage.StandardStreams, null);
        }

        try
        {
            await Task.WhenAny(_output.Ready, Exited).WaitAsync(_options.ReadyTimeout).ConfigureAwait(false);
        }
        catch (TimeoutException e)
        {
            Kill();
            await Exited.ConfigureAwait(false);
            var limit = _options.ReadyTimeout.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
            throw new IOException(Describe($"did not say within {limit} ms that it is ready. Give it longer with ReadyTimeout."), e);
        }

        return _output.Ready.IsCompletedSuccessfully
            ? await _output.Ready.ConfigureAwait(false)
            : throw new IOException(await DescribeEndAsync(after: " before it was ready").ConfigureAwait(false));
    }

    private void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process has ended, or the connection over its streams has closed the stream.
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // The process ended in the meantime, or this user may not kill a part of its tree.
        }
    }
}
