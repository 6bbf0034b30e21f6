using System.Buffers;

namespace Liaison.Benchmarks.Servers;

/// <summary>Answers lines with canned ones: each once it is there as a whole, those that arrive together with one write.</summary>
internal sealed class BareLines(Func<byte[]> answer)
{
    private const int BufferBytes = 64 * 1024;
    private const byte Newline = (byte)'\n';

    private byte[] _input = new byte[BufferBytes];
    private int _begun;
    private readonly ArrayBufferWriter<byte> _output = new(BufferBytes);

    /// <summary>Answers until the client leaves.</summary>
    public async Task ServeAsync(Stream stream)
    {
        try
        {
            while (await stream.ReadAsync(_input.AsMemory(_begun)) is > 0 and var read)
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
        while (input.Read(_input.AsSpan(_begun)) is > 0 and var read)
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
        ReadOnlySpan<byte> arrived = _input.AsSpan(_begun, read);
        while (arrived.IndexOf(Newline) is >= 0 and var end)
        {
            _output.Write(line);
            arrived = arrived[(end + 1)..];
        }

        Keep(arrived, endedALine: arrived.Length < read);
        return _output.WrittenMemory;
    }

    // A server has to have a message before it can do anything with it: the line that has begun stays.
    private void Keep(ReadOnlySpan<byte> rest, bool endedALine)
    {
        if (endedALine)
        {
            rest.CopyTo(_input);
            _begun = 0;
        }

        _begun += rest.Length;
        if (_begun == _input.Length)
        {
            Array.Resize(ref _input, _input.Length * 2);
        }
    }
}
