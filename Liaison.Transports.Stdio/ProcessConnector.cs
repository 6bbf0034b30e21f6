using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>Starts a program that serves Liaison over its standard streams, one for each connection, and talks to it.</summary>
/// <remarks>
/// Disposing a connection closes the program's standard input, which ends it; if it does not end in time, it is killed. Its standard
/// error is this process's own.
/// </remarks>
public sealed class ProcessConnector : ICommandConnector
{
    private readonly string _program;
    private readonly string[] _arguments;
    private readonly ProcessOptions _options;

    /// <summary>Makes a connector.</summary>
    /// <param name="program">The program, by path or by its name on the PATH.</param>
    /// <param name="arguments">Its arguments, as they are: no shell reads them.</param>
    /// <param name="options">The framing, the limits and the start, or null for the defaults.</param>
    /// <exception cref="ArgumentException">The program is empty, or an option is outside of what it may be.</exception>
    public ProcessConnector(string program, IEnumerable<string> arguments, ProcessOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(program);
        ArgumentNullException.ThrowIfNull(arguments);
        _program = program;
        _arguments = [.. arguments];
        _options = (options ?? new ProcessOptions()).Validated();
    }

    /// <summary>Makes a connector from a command line, split at white space outside of quotes.</summary>
    /// <param name="commandLine">The program and its arguments, e.g. <c>dotnet "My App.dll" stdio</c>. No shell reads it.</param>
    /// <param name="options">The framing, the limits and the start, or null for the defaults.</param>
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

            // The arguments stay out of it: addresses are logged, and arguments may be secret.
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
