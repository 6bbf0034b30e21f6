using System.Diagnostics;
using Liaison.Messages;

namespace Liaison.Inspection;

/// <summary>Collects the parts of one message that are kept.</summary>
internal sealed class TrafficDraft(Envelope message, int connection, bool isIncoming, int size)
{
    private string? _command = CommandOf(message);
    private byte[] _text = [];
    private bool _isCut;
    private int[] _attachments = [];
    private TimeSpan? _duration;

    public bool IsContinued { get; init; }

    /// <summary>Sets the call to which the message belongs, if it answers a request of the peer.</summary>
    public void Answers(Request? request, long? since)
    {
        _command ??= request?.Command is { Length: > 0 } command ? command : null;
        _duration = since is { } time ? Stopwatch.GetElapsedTime(time) : null;
    }

    /// <summary>Sets the call to which the message belongs, if it answers a request of the host.</summary>
    public void Answers((long Time, string Command)? call)
    {
        if (call is { } answered)
        {
            _command = answered.Command;
            _duration = message is Response or Fault ? Stopwatch.GetElapsedTime(answered.Time) : null;
        }
    }

    public void Write(Secrets secrets, ReadOnlySpan<byte> json, IReadOnlyList<Range>? hidden) =>
        (_text, _isCut) = secrets.Copy(json, hidden, IsOpaque(message));

    /// <summary>
    /// Notes the sizes of attachments: those of the frame, or of the
    /// arguments in a protocol that has separate frames for attachments.
    /// </summary>
    public void Attach(Envelope from, AttachmentList? attachments)
    {
        if (attachments is not null)
        {
            _attachments = [.. attachments.Select(bytes => bytes.Length)];
        }
        else if (from is Request request)
        {
            for (var i = 0; i < request.Arguments.Count && _attachments.Length == 0; i++)
            {
                _attachments = [.. request.Arguments[i].Attachments?.Select(bytes => bytes.Length) ?? []];
            }
        }
    }

    public TrafficRecord Finish() => new()
    {
        Time = DateTimeOffset.UtcNow,
        Connection = connection,
        IsIncoming = isIncoming,
        Kind = TrafficKind.Of(message),
        Command = _command,
        Id = IdOf(message) is { IsNone: false } id ? id.ToString() : null,
        Size = size,
        Text = _text,
        IsCut = _isCut,
        IsContinued = IsContinued,
        Attachments = _attachments,
        Duration = _duration,
        Code = message switch
        {
            Fault fault => fault.Error.Code,
            Request { Problem: { } problem } => problem.Code,
            _ => null,
        },
    };

    // A greeting exists to carry its secret. In a message that is not valid, it is unknown which parts are secret.
    private static bool IsOpaque(Envelope message) => message is Hello or Request { Problem: not null } or Fault { Request.Problem: not null };

    private static string? CommandOf(Envelope message) => message switch
    {
        Request { Command.Length: > 0 } request => request.Command,
        Batch batch => string.Join(", ", batch.Requests.Select(request => request.Command)),
        Publication publication => publication.Topic,
        _ => null,
    };

    private static CallId IdOf(Envelope message) => message switch
    {
        Request request => request.Id,
        Response response => response.Request.Id,
        Fault fault => fault.Request.Id,
        Progress progress => progress.Request.Id,
        Item item => item.Request.Id,
        Cancel cancel => cancel.Id,
        Hello hello => hello.Request.Id,
        _ => CallId.None,
    };
}
