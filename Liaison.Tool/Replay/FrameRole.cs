namespace Liaison.Tool.Replay;

/// <summary>What a message of a recording is.</summary>
internal enum FrameRole
{
    /// <summary>Something that nobody answers, and that answers nothing.</summary>
    Other,

    /// <summary>Asks for something.</summary>
    Request,

    /// <summary>Ends a call.</summary>
    Reply,

    /// <summary>Comes of a call before its end.</summary>
    Report,

    /// <summary>Was published.</summary>
    Event,
}
