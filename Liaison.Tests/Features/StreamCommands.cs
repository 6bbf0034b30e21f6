using System.IO.Pipelines;
using Liaison.Commands;

namespace Liaison.Tests.Features;

/// <summary>Commands that take and give streams.</summary>
public sealed class StreamCommands
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Exception> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when a command has read its first byte.</summary>
    public Task Begun => _begun.Task;

    /// <summary>What reading failed with.</summary>
    public Task<Exception> Failed => _failed.Task;

    /// <summary>What <c>give</c> gives next; null makes one.</summary>
    internal MadeStream? Source { get; set; }

    /// <summary>The stream that a command kept.</summary>
    public Stream? Kept { get; private set; }

    [Command("take", Concurrent = true)]
    public async Task<long> TakeAsync(Stream content, int atOnce = 100_000, CancellationToken token = default)
    {
        await using (content)
        {
            return await MadeStream.CheckAsync(content, atOnce, token);
        }
    }

    [Command("take_now", Concurrent = true)]
    public long TakeNow(string name, Stream content)
    {
        using var all = new MemoryStream();
        content.CopyTo(all);
        return all.ToArray().AsSpan().SequenceEqual(MadeStream.Bytes((int)all.Length)) ? name.Length + all.Length : -1;
    }

    [Command("take_pipe", Concurrent = true)]
    public async Task<long> TakePipeAsync(PipeReader content, CancellationToken token) => await MadeStream.CheckAsync(content.AsStream(), token);

    [Command("take_bytes")]
    public int TakeBytes(byte[] content) => content.AsSpan().SequenceEqual(MadeStream.Bytes(content.Length)) ? content.Length : -1;

    [Command("take_both", Concurrent = true)]
    public async Task<long> TakeBothAsync(byte[] first, Stream second, CancellationToken token) => (1_000_000_000L * TakeBytes(first)) + await MadeStream.CheckAsync(second, token);

    [Command("give")]
    public Stream Give(long length) => Source ?? new MadeStream(length);

    [Command("give_pipe")]
    public Task<PipeReader> GivePipeAsync(int length) => Task.FromResult(PipeReader.Create(new MadeStream(length)));

    [Command("give_bytes")]
    public byte[] GiveBytes(int length) => MadeStream.Bytes(length);

    [Command("give_memory")]
    public ReadOnlyMemory<byte> GiveMemory(int length) => MadeStream.Bytes(length + 1).AsMemory(0, length);

    [Command("give_none")]
    public Stream? GiveNone() => null;

    [Command("read_one", Concurrent = true)]
    public async Task<int> ReadOneAsync(Stream content, CancellationToken token)
    {
        var one = new byte[1];
        return await content.ReadAsync(one, token);
    }

    [Command("keep", Concurrent = true)]
    public async Task KeepAsync(Stream content, CancellationToken token)
    {
        Kept = content;
        await content.ReadExactlyAsync(new byte[1], token);
    }

    [Command("ignore")]
    public int Ignore(Stream content) => content is null ? 0 : 1;

    [Command("linger", Concurrent = true)]
    public async Task LingerAsync(Stream content, CancellationToken token)
    {
        await content.ReadExactlyAsync(new byte[1], token);
        _begun.TrySetResult();
        await Task.Delay(Timeout.Infinite, token);
    }

    [Command("take_all", Concurrent = true)]
    public async Task<long> TakeAllAsync(Stream content, CancellationToken token)
    {
        var total = 0L;
        try
        {
            var buffer = new byte[1_000];
            while (await content.ReadAsync(buffer, token) is > 0 and var count)
            {
                total += count;
                _begun.TrySetResult();
            }

            return total;
        }
        catch (Exception failure)
        {
            _failed.TrySetResult(failure);
            throw;
        }
    }
}
