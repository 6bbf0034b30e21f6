using System.Diagnostics;
using Liaison.Client;
using Liaison.Commands;
using Liaison.Messages;

namespace Liaison.Transports;

/// <summary>A back end that this process has started, and the client that is connected to it. Thread-safe.</summary>
/// <remarks>
/// The back end reports its address with the line of <c>--ready json</c> or with the marker of liaison-py, on standard output or
/// standard error; or it speaks over its standard streams. It is stopped when this object is disposed, and when this process is
/// killed.
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

    /// <summary>The client. It reconnects when its connection was lost.</summary>
    /// <remarks>
    /// The client is closed when the back end has ended and is not restarted. The reason then contains the back end's output on
    /// standard error.
    /// </remarks>
    public LiaisonClient Client { get; }

    /// <summary>The id of the back end's process. It changes with a restart.</summary>
    public int Id => _backEnd.Child.Id;

    /// <summary>Starts a back end, waits until it is ready, and connects to it. If this fails, no process is left running.</summary>
    /// <param name="start">
    /// The program, its arguments, its folder and its environment. Its standard streams are redirected, and no shell is used.
    /// </param>
    /// <param name="options">The options; null uses the defaults.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    /// <exception cref="ArgumentException">There is no program, or an option is out of range.</exception>
    /// <exception cref="IOException">
    /// The back end could not be started, has ended, stayed silent, or does not answer at the address that it reported. The text
    /// contains its output on standard error.
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

    /// <summary>Stops the back end, then disposes the client. Returns the exit code.</summary>
    /// <remarks>
    /// The back end is asked to end, and finishes and answers its running calls. If it has not ended within
    /// <see cref="LiaisonProcessOptions.StopTimeout"/>, it is killed together with the processes that it started.
    /// </remarks>
    public Task<int> StopAsync() => _stop.Value;

    /// <summary>Does the same as <see cref="StopAsync"/>.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private static async Task<LiaisonClient> ConnectAsync(BackEnd backEnd, LiaisonProcessOptions options, ClientOptions own, CancellationToken cancellationToken)
    {
        var reconnect = own.Reconnect ?? new ReconnectOptions();
        own = own with
        {
            Token = backEnd.Token,
            Attachments = own.Attachments && !options.IsLiaisonPy,

            // An attempt may have to start the back end first.
            Reconnect = reconnect with { ConnectTimeout = reconnect.ConnectTimeout + options.ReadyTimeout },
        };
        var client = await LiaisonClient.ConnectAsync(backEnd, own, cancellationToken).ConfigureAwait(false);
        if (!options.SpeaksOverStandardStreams)
        {
            return client;
        }

        // A back end that does not report that it is ready must answer a call instead.
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
