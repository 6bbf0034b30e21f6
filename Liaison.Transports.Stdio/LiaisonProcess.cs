using System.Diagnostics;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>A back end that this process has started, and the client that is connected to it. Thread-safe.</summary>
/// <remarks>
/// The back end says where it is by the line of <c>--ready json</c> or by liaison-py's marker, on either of its streams, or speaks over its
/// standard streams. It is ended when this one is disposed, and when this process is killed.
/// </remarks>
public sealed class LiaisonProcess : IAsyncDisposable
{
    private readonly BackEnd _backEnd;
    private readonly Lazy<Task<int>> _stop;

    private LiaisonProcess(BackEnd backEnd, LiaisonClient client)
    {
        (_backEnd, Client) = (backEnd, client);
        _stop = new Lazy<Task<int>>(StopOnceAsync);
    }

    /// <summary>
    /// The client. It connects again when its connection was lost, and is closed when the back end has ended and is not started again; the
    /// reason of that has what the back end wrote to its standard error.
    /// </summary>
    public LiaisonClient Client { get; }

    /// <summary>The id of the back end's process, which is another one after a restart.</summary>
    public int Id => _backEnd.Child.Id;

    /// <summary>Starts a back end, waits until it is ready, and connects to it. Where that cannot be had no process is left.</summary>
    /// <param name="start">The program, its arguments, its folder and its environment. Its standard streams are redirected, and no shell is used.</param>
    /// <param name="options">What to do differently; null takes the defaults.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="ArgumentException">There is no program, or an option is out of its range.</exception>
    /// <exception cref="IOException">
    /// The back end could not be started, has ended, stayed silent, or is not where it says. The text has what it wrote to its standard error.
    /// </exception>
    public static async Task<LiaisonProcess> StartAsync(ProcessStartInfo start, LiaisonProcessOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentException.ThrowIfNullOrEmpty(start.FileName, nameof(start));
        options = (options ?? new LiaisonProcessOptions()).Validated();
        var client = options.Client ?? new ClientOptions();
        var backEnd = new BackEnd(start, options, options.IsLiaisonPy ? [] : [client.Protocol.Name]);
        try
        {
            return new LiaisonProcess(backEnd, await ConnectAsync(backEnd, options, client, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await backEnd.StopAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Ends the back end: it is told to, finishes and answers what it does, and is killed with what it started if it has not ended within
    /// <see cref="LiaisonProcessOptions.StopTimeout"/>. Then the client is disposed. Gives the exit code.
    /// </summary>
    public Task<int> StopAsync() => _stop.Value;

    /// <summary>Does what <see cref="StopAsync"/> does.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private static async Task<LiaisonClient> ConnectAsync(BackEnd backEnd, LiaisonProcessOptions options, ClientOptions own, CancellationToken cancellationToken)
    {
        var reconnect = own.Reconnect ?? new ReconnectOptions();
        own = own with
        {
            Token = backEnd.Token,
            Attachments = own.Attachments && !options.IsLiaisonPy,

            // An attempt may have to start the back end before.
            Reconnect = reconnect with { ConnectTimeout = reconnect.ConnectTimeout + options.ReadyTimeout },
        };
        var client = await LiaisonClient.ConnectAsync(backEnd, own, cancellationToken).ConfigureAwait(false);
        if (!options.SpeaksOverStandardStreams)
        {
            return client;
        }

        // A back end that does not say that it is ready has to show it.
        try
        {
            await client.InvokeAsync<RawJson>(new CommandCall("ping") { Timeout = options.ReadyTimeout }, cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch (LiaisonException answer) when (answer.Code is ErrorCode.UnknownCommand or ErrorCode.NotFound)
        {
            return client;
        }
        catch (Exception failure)
        {
            var text = await backEnd.Child.DescribeAsync($"did not answer over its standard streams. {failure.Message}").ConfigureAwait(false);
            await backEnd.StopAsync().ConfigureAwait(false);
            await client.DisposeAsync().ConfigureAwait(false);
            if (failure is not LiaisonException)
            {
                throw;
            }

            throw new IOException(text, failure);
        }
    }

    private async Task<int> StopOnceAsync()
    {
        var code = await _backEnd.StopAsync().ConfigureAwait(false);
        await Client.DisposeAsync().ConfigureAwait(false);
        return code;
    }
}
