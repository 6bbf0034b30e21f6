namespace Liaison.Protocols;

/// <summary>The first byte of a message (WIRE, section 6).</summary>
internal static class MessageKind
{
    public const byte Hello = 0x01;
    public const byte End = 0x04;
    public const byte Call = 0x05;
    public const byte Result = 0x06;
    public const byte Event = 0x10;
    public const byte Failure = 0x15;
    public const byte Ready = 0x16;
}
