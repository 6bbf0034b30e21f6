namespace Liaison.Messages;

/// <summary>Requests that are no longer used, for reuse by the same thread. Thread-safe.</summary>
/// <remarks>
/// Threads share no requests. An object that another core has written last costs more than a new one, because its cache lines have to move.
/// </remarks>
internal static class RequestPool
{
    /// <summary>How many requests a thread keeps. Further requests are left to the garbage collector.</summary>
    public const int MaxRequests = 64;

    [ThreadStatic]
    private static Stack<Request>? _own;

    /// <summary>Whether this thread would keep another request.</summary>
    public static bool HasRoom => _own is not { Count: >= MaxRequests };

    /// <summary>Takes a request, to fill it with <see cref="Request.Reuse"/>; null if there is none.</summary>
    public static Request? Take() => _own is { } own && own.TryPop(out var request) ? request : null;

    /// <summary>Returns a request that no code uses any more. It must be plain (<see cref="Request.IsPlain"/>).</summary>
    public static void Return(Request request)
    {
        if (HasRoom)
        {
            request.Clear();
            (_own ??= new Stack<Request>(MaxRequests)).Push(request);
        }
    }
}
