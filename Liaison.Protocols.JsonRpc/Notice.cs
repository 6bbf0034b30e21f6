namespace Liaison.Protocols;

/// <summary>
/// The notifications of the protocol itself, which are not commands. They have the names of the Language Server Protocol.
/// </summary>
internal static class Notice
{
    public const string Prefix = "$/";
    public const string Cancel = "$/cancelRequest";
    public const string Progress = "$/progress";
    public const string Event = "$/event";
}
