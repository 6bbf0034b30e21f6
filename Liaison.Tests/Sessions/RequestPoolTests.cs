using System.Runtime.CompilerServices;
using System.Text.Json;
using Liaison.Messages;
using NUnit.Framework;

namespace Liaison.Tests.Sessions;

/// <summary>The pool holds a bounded number of requests for each thread, and nothing of the messages.</summary>
internal sealed class RequestPoolTests
{
    [Test]
    public void A_thread_takes_only_its_own_requests()
    {
        OnThread(() => RequestPool.Return(new Request()));

        OnThread(() =>
        {
            Assert.That(RequestPool.Take(), Is.Null);
            var own = new Request();
            RequestPool.Return(own);
            Assert.That(RequestPool.Take(), Is.SameAs(own));
            Assert.That(RequestPool.Take(), Is.Null);
        });
    }

    [Test]
    public void A_thread_keeps_no_more_than_the_limit() => OnThread(() =>
    {
        Array.ForEach(Many(RequestPool.MaxRequests + 10), RequestPool.Return);
        Assert.That(RequestPool.HasRoom, Is.False);

        var taken = 0;
        while (RequestPool.Take() is not null)
        {
            taken++;
        }

        Assert.That(taken, Is.EqualTo(RequestPool.MaxRequests));
        Assert.That(RequestPool.HasRoom);
    });

    [Test]
    public void A_returned_request_holds_nothing_of_its_message()
    {
        WeakReference? message = null;
        var kept = false;
        OnThread(() =>
        {
            message = ReturnOne();
            GC.Collect();
            kept = RequestPool.Take() is not null;
        });

        Assert.That(message!.IsAlive, Is.False);
        Assert.That(kept);
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

    // A thread of its own has an empty pool.
    private static void OnThread(Action action) => Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).GetAwaiter().GetResult();
}
