using System.Net.Sockets;

namespace Liaison.Tool;

/// <summary>Connects to a Unix socket, and reports why this fails.</summary>
internal sealed class UnixSocketProbe(string path, Diagnosis diagnosis)
{
    /// <summary>Whether the socket can be connected to.</summary>
    public async Task<bool> IsLetInAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            diagnosis.Problem(ExitCodes.Unreachable, $"The path of a Unix socket may be about 100 bytes long, and {path} is longer. Correct the path.");
        }
        catch (SocketException failure)
        {
            Explain(failure);
        }

        return false;
    }

    private void Explain(SocketException failure)
    {
        if (failure.SocketErrorCode == SocketError.AccessDenied)
        {
            diagnosis.Problem(
                ExitCodes.Refused,
                $"The user {Environment.UserName} may not use {path}{Mode()}: only the owner of a host's socket may. Run this as the user who runs the host, or change who owns the file or its folder.");
        }
        else if (!Path.Exists(path))
        {
            diagnosis.Problem(ExitCodes.Unreachable, $"There is no file {path}. Start the host with `liaison unix {path}`, or correct the path.");
        }
        else if (IsPlainFile())
        {
            diagnosis.Problem(ExitCodes.Unreachable, $"{path} is a file, not a socket. Correct the path.");
        }
        else if (failure.SocketErrorCode == SocketError.ConnectionRefused)
        {
            diagnosis.Problem(ExitCodes.Unreachable, $"{path} was left behind by a process that has ended. Start the host; it replaces the file.");
        }
        else
        {
            diagnosis.Problem(ExitCodes.Unreachable, $"Connecting to {path} failed: {failure.Message}. Check that the host runs.");
        }
    }

    private string Mode()
    {
        try
        {
            return OperatingSystem.IsWindows() ? "" : $" ({File.GetUnixFileMode(path)})";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // This user cannot read its folder either.
            return "";
        }
    }

    private bool IsPlainFile()
    {
        try
        {
            if (new FileInfo(path).Length == 0)
            {
                // For reading and writing: opening a FIFO only for reading would wait for a writer.
                using var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            }

            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
