using System.Buffers;

namespace Liaison.Benchmarks.Servers;

/// <summary>Answers lines with canned ones. Whatever lines arrive together are answered with one write.</summary>
internal sealed class BareLines(Func<byte[]> answer)
{
    private const int BufferBytes = 64 * 1024;
    private const byte Newline = (byte)'\n';

    private readonly byte[] _input = new byte[BufferBytes];
    private readonly ArrayBufferWriter<byte> _output = new(BufferBytes);

    /// <summary>Answers until the client leaves.</summary>
    public async Task ServeAsync(Stream stream)
    {
        try
        {
            while (await stream.ReadAsync(_input) is > 0 and var read)
            {
                if (Answer(read) is { IsEmpty: false } answers)
                {
                    await stream.WriteAsync(answers);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException)
        {
            // The client left without saying so, or the server is being stopped.
        }
    }

    /// <summary>The same on this thread.</summary>
    public void Serve(Stream input, Stream output)
    {
        while (input.Read(_input) is > 0 and var read)
        {
            if (Answer(read) is { IsEmpty: false } answers)
            {
                output.Write(answers.Span);
                output.Flush();
            }
        }
    }

    private ReadOnlyMemory<byte> Answer(int read)
    {
        var line = answer();
        _output.ResetWrittenCount();
        for (var lines = _input.AsSpan(0, read).Count(Newline); lines > 0; lines--)
        {
            _output.Write(line);
        }

        return _output.WrittenMemory;
    }
}
