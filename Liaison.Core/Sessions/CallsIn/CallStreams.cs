using Liaison.Commands;
using Liaison.Messages;
using Liaison.Sessions.Streams;

namespace Liaison.Sessions.CallsIn;

/// <summary>
/// The streams among the arguments of a call that the other end makes. Streams
/// that the command reads as bytes are gathered before the command has its turn.
/// </summary>
internal sealed class CallStreams(PeerStreams streams, Request request) : IAsyncDisposable
{
    private readonly CommandArguments _arguments = request.Arguments;
    private long _reserved;

    /// <summary>The arguments that must be gathered for a command; null if there are none.</summary>
    /// <param name="command">The command; null if its parameters are unknown: all streams are then gathered.</param>
    public bool[]? ToGather(CommandDescriptor? command)
    {
        var taken = command?.FindStreams(_arguments);
        bool[] gathered = [.. Enumerable.Range(0, _arguments.Count).Select(i => _arguments[i].Attachments is StreamValue && taken?[i] != true)];
        return Array.Exists(gathered, isGathered => isGathered) ? gathered : null;
    }

    /// <summary>Replaces streams by their bytes.</summary>
    /// <exception cref="CommandException">There are more bytes than may be gathered.</exception>
    /// <exception cref="IOException">A stream has failed at the other end.</exception>
    public async Task GatherAsync(bool[] which, CancellationToken cancellationToken)
    {
        var gathered = new GatheredBytes?[which.Length];
        for (var i = 0; i < which.Length; i++)
        {
            if (which[i])
            {
                gathered[i] = await GatheredStream.ReadAsync(streams, (StreamValue)_arguments[i].Attachments!, cancellationToken).ConfigureAwait(false);
                _reserved += gathered[i]!.Array.Length;
            }
        }

        request.Replace(_arguments.With((argument, i) => gathered[i]?.ToArgument(argument.Name) ?? argument));
    }

    /// <summary>Ends the streams, together with their call.</summary>
    public ValueTask DisposeAsync()
    {
        streams.Release(_reserved);
        for (var i = 0; i < _arguments.Count; i++)
        {
            if (_arguments[i].Attachments is StreamValue { Opened: IncomingStream opened })
            {
                streams.Remove(opened, stops: opened.Fail($"The call of '{request.Command}' has ended, and with it the streams that it was given."));
            }
            else if (_arguments[i].Attachments is StreamValue unread)
            {
                unread.RefuseUnlessOpen();
            }
        }

        return ValueTask.CompletedTask;
    }
}
