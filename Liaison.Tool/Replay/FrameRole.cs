namespace Liaison.Tool.Replay;

/// <summary>The role of a message in a recording.</summary>
internal enum FrameRole
{
    /// <summary>A message without an answer, which is not an answer either.</summary>
    Other,

    /// <summary>A request.</summary>
    Request,

    /// <summary>An answer that ends a call.</summary>
    Reply,

    /// <summary>A message of a call before its end.</summary>
    Report,

    /// <summary>A published event.</summary>
    Event,
}
