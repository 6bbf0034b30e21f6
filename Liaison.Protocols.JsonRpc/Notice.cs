namespace Liaison.Protocols;

/// <summary>The notifications that belong to the protocol and are no commands, named as language servers name them.</summary>
internal static class Notice
{
    public const string Prefix = "$/";
    public const string Cancel = "$/cancelRequest";
    public const string Progress = "$/progress";
    public const string Event = "$/event";
}
