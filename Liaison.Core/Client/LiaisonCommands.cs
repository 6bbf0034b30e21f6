using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Client;

/// <summary>Methods for the commands that every host has (WIRE, section 1, The eight commands).</summary>
/// <remarks>Each method throws the same exceptions as <see cref="ICommandCaller.InvokeAsync{T}"/>.</remarks>
public static class LiaisonCommands
{
    /// <summary>Calls a command with arguments by position.</summary>
    public static Task<T?> InvokeAsync<T>(this ICommandCaller host, string command, IReadOnlyList<object?>? arguments = null, CancellationToken cancellationToken = default) =>
        Caller(host).InvokeAsync<T>(new CommandCall(command) { Arguments = arguments ?? [] }, cancellationToken);

    /// <summary>Calls a command with arguments by position, and returns the items of its sequence.</summary>
    public static IAsyncEnumerable<T?> StreamAsync<T>(
        this ICommandCaller host, string command, IReadOnlyList<object?>? arguments = null, CancellationToken cancellationToken = default) =>
        Caller(host).StreamAsync<T>(new CommandCall(command) { Arguments = arguments ?? [] }, cancellationToken);

    /// <summary>The value that a target points at.</summary>
    public static Task<T?> GetAsync<T>(this ICommandCaller host, string target, CancellationToken cancellationToken = default) =>
        host.InvokeAsync<T>("get", [target], cancellationToken);

    /// <summary>Whether a target points at anything.</summary>
    public static Task<bool> ExistsAsync(this ICommandCaller host, string target, CancellationToken cancellationToken = default) =>
        host.InvokeAsync<bool>("exists", [target], cancellationToken);

    /// <summary>Constructs an object, or calls any function, and stores the result under a name. Returns the name.</summary>
    public static Task<string?> InitAsync(
        this ICommandCaller host,
        string name,
        string type,
        IReadOnlyList<object?>? arguments = null,
        IReadOnlyDictionary<string, object?>? keywords = null,
        CancellationToken cancellationToken = default) =>
        Caller(host).InvokeAsync<string>(Call("init", [("name", name), ("cls", type)], arguments, keywords), cancellationToken);

    /// <summary>Calls a function, a method or a constructor.</summary>
    public static Task<T?> RunAsync<T>(
        this ICommandCaller host,
        string function,
        IReadOnlyList<object?>? arguments = null,
        IReadOnlyDictionary<string, object?>? keywords = null,
        CancellationToken cancellationToken = default) =>
        Caller(host).InvokeAsync<T>(Call("run", [("fcn", function)], arguments, keywords), cancellationToken);

    /// <summary>
    /// Calls a function like <see cref="RunAsync{T}"/>, but returns an error of the host as a result too. A lost connection, a
    /// cancellation, an argument that cannot be written and a result that cannot be read are still thrown.
    /// </summary>
    /// <remarks>The result is that of the command <c>try</c>, with a type.</remarks>
    public static async Task<Attempt<T>> TryAsync<T>(
        this ICommandCaller host,
        string function,
        IReadOnlyList<object?>? arguments = null,
        IReadOnlyDictionary<string, object?>? keywords = null,
        CancellationToken cancellationToken = default)
    {
        try
        {
            return new Attempt<T>(true, await host.RunAsync<T>(function, arguments, keywords, cancellationToken).ConfigureAwait(false), []);
        }
        catch (LiaisonException failure) when (!IsOfConnection(failure))
        {
            return new Attempt<T>(false, default, failure.RemoteLines);
        }
    }

    /// <summary>Registers a target's value under a name; null for the target's own name. Returns the name.</summary>
    public static Task<string?> RegisterAsync(this ICommandCaller host, string? name, string target, CancellationToken cancellationToken = default) =>
        host.InvokeAsync<string>("register", [name, target], cancellationToken);

    /// <summary>Stores a value under a name. Returns the name.</summary>
    public static Task<string?> StoreAsync(this ICommandCaller host, string name, object? value, CancellationToken cancellationToken = default) =>
        host.InvokeAsync<string>("store", [name, value], cancellationToken);

    /// <summary>Checks that the host answers. Returns <c>pong</c>.</summary>
    public static Task<string?> PingAsync(this ICommandCaller host, CancellationToken cancellationToken = default) =>
        host.InvokeAsync<string>("ping", [], cancellationToken);

    /// <summary>Deletes a name. Returns whether the name existed.</summary>
    public static Task<bool> DeleteAsync(this ICommandCaller host, string name, CancellationToken cancellationToken = default) =>
        host.InvokeAsync<bool>("delete", [name], cancellationToken);

    private static bool IsOfConnection(LiaisonException failure) =>
        failure is { Code: ErrorCode.Disconnected } or { Json: null, Code: ErrorCode.ConnectionLost or ErrorCode.Closed };

    private static ICommandCaller Caller(ICommandCaller host) => host ?? throw new ArgumentNullException(nameof(host));

    // If all other arguments have names, these have names too: a protocol may not be able to mix both kinds.
    private static CommandCall Call(
        string command, (string Name, string Value)[] own, IReadOnlyList<object?>? arguments, IReadOnlyDictionary<string, object?>? keywords)
    {
        if (arguments is null or [] && keywords is { Count: > 0 })
        {
            var named = new Dictionary<string, object?>(keywords);
            foreach (var (name, value) in own)
            {
                if (!named.TryAdd(name, value))
                {
                    throw new ArgumentException($"The keyword '{name}' is a parameter of the command '{command}'. Pass this argument by position.", nameof(keywords));
                }
            }

            return new CommandCall(command) { Keywords = named };
        }

        var call = new CommandCall(command) { Arguments = [.. own.Select(argument => argument.Value), .. arguments ?? []] };
        return keywords is null ? call : call with { Keywords = keywords };
    }
}
