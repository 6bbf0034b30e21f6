using System.Runtime.CompilerServices;
using System.Text.Json;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>The pool holds a bounded number of requests, passes them between threads, and holds nothing of the messages.</summary>
[NonParallelizable]
internal sealed class RequestPoolTests
{
    [Test]
    public void A_thread_takes_the_requests_that_another_thread_returned()
    {
        // One thread fills its own pack and shares it. A thread without a pack of its own finds it.
        OnThread(() => Array.ForEach(Many(RequestPool.PackSize + 1), RequestPool.Return));
        Request? taken = null;

        OnThread(() => taken = RequestPool.Take());

        Assert.That(taken, Is.Not.Null);
    }

    [Test]
    public void The_threads_together_keep_no_more_than_the_limit()
    {
        OnThread(() => Array.ForEach(Many(RequestPool.PackSize * (RequestPool.MaxPacks + 3)), RequestPool.Return));

        Assert.That(RequestPool.Packs, Is.EqualTo(RequestPool.MaxPacks));
    }

    [Test]
    public void A_returned_request_holds_nothing_of_its_message()
    {
        var message = ReturnOne();

        GC.Collect();

        Assert.That(message.IsAlive, Is.False);
        Assert.That(RequestPool.Take(), Is.Not.Null);
    }

    [Test]
    public void The_space_of_many_arguments_is_not_kept()
    {
        var arguments = Scanned(CommandArguments.MaxKeptArguments + 1);
        arguments.Clear();
        var before = GC.GetAllocatedBytesForCurrentThread();

        arguments.Reuse([default], [], ReferenceScope.All, hasStreams: false);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.GreaterThan(0), "there is a new, small array");
        Assert.That(arguments.Count, Is.EqualTo(1));
    }

    private static Request[] Many(int count) => [.. Enumerable.Range(0, count).Select(_ => new Request())];

    // A method of its own, so that no local variable holds the message.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference ReturnOne()
    {
        var message = "[1, 2]"u8.ToArray();
        var scanner = new ArgumentScanner();
        var reader = new Utf8JsonReader(message);
        reader.Read();
        scanner.ReadPositional(ref reader, message);
        var request = new Request().Reuse(CallId.FromJson(message.AsMemory(1, 1)), "add", scanner.ToArguments(ReferenceScope.All), message, message.Length);
        RequestPool.Return(request);
        return new WeakReference(message);
    }

    private static CommandArguments Scanned(int count)
    {
        var message = JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, count));
        var scanner = new ArgumentScanner();
        var reader = new Utf8JsonReader(message);
        reader.Read();
        scanner.ReadPositional(ref reader, message);
        return scanner.ToArguments(ReferenceScope.All);
    }

    private static void OnThread(Action action)
    {
        var thread = new Thread(() => action());
        thread.Start();
        thread.Join();
    }
}
