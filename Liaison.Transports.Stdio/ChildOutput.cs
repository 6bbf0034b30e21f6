using System.Diagnostics;

namespace Liaison.Transports;

/// <summary>
/// Reads the standard streams of a back end for as long as it runs, so that the back end never blocks on a full pipe. Thread-safe.
/// </summary>
internal sealed class ChildOutput
{
    private readonly LiaisonProcessOptions _options;
    private readonly TextTail _errors;
    private readonly TextTail _before;
    private readonly TaskCompletionSource<ReadyMessage> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChildOutput(Process process, LiaisonProcessOptions options)
    {
        _options = options;
        _errors = new TextTail(options.MaxToldText);
        _before = new TextTail(options.MaxToldText);
        Ended = Task.WhenAll(ReadErrorsAsync(process.StandardError.BaseStream), ReadOutputAsync(process.StandardOutput.BaseStream));
    }

    /// <summary>The message with which the back end reports that it is ready.</summary>
    public Task<ReadyMessage> Ready => _ready.Task;

    /// <summary>The back end's standard output, if it belongs to the protocol.</summary>
    public Task<Stream> Stream => _stream.Task;

    /// <summary>Completes when there is nothing more to read. It never fails.</summary>
    public Task Ended { get; }

    /// <summary>The last output of the back end, for error texts. Empty if there was none.</summary>
    public string Told => Part("error", _errors) + (_ready.Task.IsCompleted ? "" : Part("output", _before));

    private static string Part(string stream, TextTail tail) => tail.ToString() is { Length: > 0 } text ? $"\nIt wrote to its standard {stream}:\n{text}" : "";

    private async Task ReadErrorsAsync(Stream errors)
    {
        var reader = new ReadyReader();
        var buffer = new byte[ReadyReader.MaxChunk];
        try
        {
            while (await errors.ReadAsync(buffer).ConfigureAwait(false) is var count and > 0)
            {
                var text = _errors.Add(buffer.AsSpan(0, count));
                Look(reader, buffer.AsSpan(0, count));
                _options.OnError?.Invoke(text);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Treated as the end of the stream.
        }
    }

    private async Task ReadOutputAsync(Stream output)
    {
        if (_options.SpeaksOverStandardStreams)
        {
            _stream.SetResult(output);
            return;
        }

        try
        {
            var reader = new ReadyReader();
            var buffer = new byte[ReadyReader.MaxChunk];
            while (true)
            {
                var read = output.ReadAsync(buffer).AsTask();
                if (await IsForProtocolAsync(read).ConfigureAwait(false))
                {
                    _stream.SetResult(new ResumedStream(output, buffer, read));
                    return;
                }

                var count = await read.ConfigureAwait(false);
                if (count == 0)
                {
                    return;
                }

                Take(reader, buffer.AsSpan(0, count));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Treated as the end of the stream.
        }
        finally
        {
            // If the process says later that its standard output carries the protocol, the connection finds the end.
            _stream.TrySetResult(output);
        }
    }

    // Waits for the read, or for the message on standard error that says that standard output belongs to the protocol.
    private async Task<bool> IsForProtocolAsync(Task<int> read)
    {
        if (!_ready.Task.IsCompleted)
        {
            await Task.WhenAny(read, _ready.Task).ConfigureAwait(false);
        }

        return _ready.Task.IsCompleted && (await _ready.Task.ConfigureAwait(false)).Address == ReadyMessage.StandardStreams;
    }

    private void Take(ReadyReader reader, ReadOnlySpan<byte> chunk)
    {
        var wasReady = _ready.Task.IsCompleted;
        var text = _before.Add(chunk);
        if (wasReady)
        {
            _options.OnOutput?.Invoke(text);
        }
        else
        {
            Look(reader, chunk);
        }
    }

    private void Look(ReadyReader reader, ReadOnlySpan<byte> chunk)
    {
        if (!_ready.Task.IsCompleted && reader.Push(chunk) is { } ready)
        {
            _ready.TrySetResult(ready);
        }
    }
}
