using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>
/// Starts a program that serves Liaison over its standard streams, one process for each connection, and connects to it.
/// </summary>
/// <remarks>
/// Disposing a connection closes the program's standard input, which ends the program. If the program does not end in time, it is
/// killed. The program shares this process's standard error.
/// </remarks>
public sealed class ProcessConnector : ICommandConnector
{
    private readonly string _program;
    private readonly string[] _arguments;
    private readonly ProcessOptions _options;

    /// <summary>Creates a connector.</summary>
    /// <param name="program">The program: a path, or a name on the PATH.</param>
    /// <param name="arguments">The arguments, passed unchanged: no shell reads them.</param>
    /// <param name="options">The framing, the limits and the start options, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The program is empty, or an option is out of range.</exception>
    public ProcessConnector(string program, IEnumerable<string> arguments, ProcessOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(program);
        ArgumentNullException.ThrowIfNull(arguments);
        _program = program;
        _arguments = [.. arguments];
        _options = (options ?? new ProcessOptions()).Validated();
    }

    /// <summary>Creates a connector from a command line, which is split at white space outside of quotes.</summary>
    /// <param name="commandLine">The program and its arguments, e.g. <c>dotnet "My App.dll" stdio</c>. No shell reads it.</param>
    /// <param name="options">The framing, the limits and the start options, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The command line is empty, or a quote in it is not closed.</exception>
    public static ProcessConnector FromCommandLine(string commandLine, ProcessOptions? options = null)
    {
        var words = CommandLine.Split(commandLine);
        return new ProcessConnector(words[0], words.Skip(1), options);
    }

    /// <inheritdoc/>
    public ValueTask<ICommandConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo(_program, _arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = _options.WorkingDirectory ?? "",
        };
        try
        {
            var process = Process.Start(start) ?? throw new IOException($"{_program} did not start.");

            // The address does not contain the arguments: addresses are logged, and arguments may be secret.
            var address = string.Create(CultureInfo.InvariantCulture, $"{_program} (process {process.Id})");
            var streams = new StreamConnection(
                process.StandardOutput.BaseStream, process.StandardInput.BaseStream, new PeerInfo("stdio", address), _options);
            return ValueTask.FromResult<ICommandConnection>(new ProcessConnection(streams, process, _options.ExitTimeout));
        }
        catch (Exception e) when (e is Win32Exception or DirectoryNotFoundException)
        {
            throw new IOException($"Could not start {_program}: {e.Message}. Check that it is installed, and on the PATH or given by its full path.", e);
        }
    }
}
